"""Takes away what Python for Windows finds in Wine 8 by name alone: CopyFile2, with which it would copy files."""

import _winapi

del _winapi.CopyFile2
