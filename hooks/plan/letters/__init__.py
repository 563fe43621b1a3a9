"""Letters: the faces that paper and pictures are set in, which letters each has, and what is set for one that none has.

faces      the faces of every plan, in order; covered.txt: their letters; fonts/: their files, with their licences
setting    a text as it is set: composed, twins for letters without a face; what cannot be set
radicals.txt  of which ideograph a radical is the twin; both lists and the fonts are made by tests/tools/fonts.py
"""
