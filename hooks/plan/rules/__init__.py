"""The rules between the records of a plan, as generators of faults.

`consistency.RULES` lists those that stop the build; `indicators.RULES` those of the inspection, some only advice.
"""
