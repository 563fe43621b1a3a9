@echo off
rem For Windows: plan install, plan preview, plan site, plan workbook, plan import FILE.xlsx, plan notes ...
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set PYTHONPATH=%~dp0hooks
set NO_MKDOCS_2_WARNING=1
set FROM=
if exist wheelhouse\*.whl set FROM=--no-index --find-links wheelhouse
if "%1"=="" goto help
if "%1"=="install" goto install
if not exist .venv\Scripts\python.exe goto first
if "%1"=="preview" goto preview
if "%1"=="site" goto site
if "%1"=="faces" goto faces
.venv\Scripts\python -m plan %*
exit /b %errorlevel%

:install
py -3 -m venv .venv || exit /b 1
.venv\Scripts\python -m pip install --disable-pip-version-check %FROM% --require-hashes -r requirements.lock
exit /b %errorlevel%

:preview
.venv\Scripts\python -m mkdocs serve --open
exit /b %errorlevel%

:site
.venv\Scripts\python -m mkdocs build --strict
exit /b %errorlevel%

:faces
.venv\Scripts\python -m plan faces > .venv\faces.txt || exit /b 1
.venv\Scripts\python -m pip install --disable-pip-version-check %FROM% --require-hashes --no-deps -r .venv\faces.txt
exit /b %errorlevel%

:first
echo plan install
exit /b 1

:help
echo plan install ^| preview ^| site ^| faces ^| new-plan ^| take-over FOLDER MAPPING.yml ^| inspect ^| workbook ^| import FILE.xlsx ^| collect YEAR ^| collect-in FOLDER ^| numbers ^| opinions ^| opinions-in FILE.xlsx ^| undo ^| notes ^| compare OLD [NEW] ^| adopt ^| translations ^| confirm ^| addresses ^| freeze ^| schema
exit /b 1
