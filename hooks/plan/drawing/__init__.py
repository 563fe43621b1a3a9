"""Pictures: what is drawn, and the letters that stand in it.

pictures         one queue for all that is drawn, and what of it is there already
charts           a chart in each size and color scheme: chart_data (what it draws), chart_drawing (draws it),
                 chart_pen (its letters and their size, its colors), chart_svg and chart_files (as it is kept)
share_picture    the picture that is shown where a page is shared
lettering        how wide words are, and where their lines break; typefaces: the fonts
digests          whether something must be drawn anew
"""
