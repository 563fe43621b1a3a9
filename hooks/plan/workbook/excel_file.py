"""What every Excel file of the program has, as the open data has it (plan.opendata.excel_file)."""

from plan.opendata.excel_file import FONT as FONT
from plan.opendata.excel_file import HEAD as HEAD
from plan.opendata.excel_file import HIGHEST as HIGHEST
from plan.opendata.excel_file import INK as INK
from plan.opendata.excel_file import LINE as LINE
from plan.opendata.excel_file import LONGEST as LONGEST
from plan.opendata.excel_file import PAGE as PAGE
from plan.opendata.excel_file import QUIET as QUIET
from plan.opendata.excel_file import Looks as Looks
from plan.opendata.excel_file import TooLongError as TooLongError
from plan.opendata.excel_file import height as height
from plan.opendata.excel_file import print_setup as print_setup
from plan.opendata.excel_file import protect as protect
from plan.opendata.excel_file import put as put
from plan.opendata.excel_file import saved as saved
