"""The rules between the records of a plan, as generators of faults.

`consistency.BETWEEN_RECORDS` lists those that stop the build; `indicators.RULES` those of the inspection, which a
city may accept with its reason; some of these are only advice.
"""
