@echo off
rem For Windows: plan install, plan preview, plan site, plan workbook, plan import FILE.xlsx, plan notes ...
rem Only ASCII here, or cmd loses its place in the file; what staff read stands in hooks\plan\help\windows, in UTF-8.
setlocal enableextensions disabledelayedexpansion
set "PAGE="
for /f "tokens=2 delims=:" %%C in ('chcp') do set "PAGE=%%C"
chcp 65001 >nul
rem A folder of a server, \\server\share\..., gets a drive letter for as long as this runs.
pushd "%~dp0"
if not exist hooks\plan\__main__.py exit /b 1
set PYTHONUTF8=1
set "PYTHONPATH=%CD%\hooks"
set NO_MKDOCS_2_WARNING=1
set PYTHONDONTWRITEBYTECODE=
set "TEXTS=hooks\plan\help\windows"
set "RUN=.venv\Scripts\python"
set "FROM="
if exist wheelhouse\*.whl set "FROM=--no-index --find-links wheelhouse"
set CODE=1
if "%~1"=="" goto nothing
if "%~1"=="install" goto install
rem What was installed is named at the very end of an install. Without it, with another lock, or where that Python is
rem gone, it is begun anew.
if not exist .venv\requirements.lock goto unfinished
%RUN% -ISc "import sys; sys.exit(len({open(name, 'rb').read() for name in sys.argv[1:]}) > 1)" requirements.lock .venv\requirements.lock
if not %errorlevel%==0 goto unfinished
if "%~1"=="preview" goto preview
if "%~1"=="site" goto site
if "%~1"=="faces" goto faces
if "%~1"=="wheelhouse" goto wheelhouse
%RUN% -m plan %*
goto ended

:install
set "FOUND="
set "WANTED="
if defined FROM goto match
call :try "py -3" "sys.version_info < (3, 11)"
call :try "python" "sys.version_info < (3, 11)"
if defined FOUND goto found
type %TEXTS%\no-python.txt
goto end

rem The files in wheelhouse are for certain versions of Python: one of these it has to be.
:match
for %%F in (wheelhouse\pyyaml-*-win_amd64.whl) do call :tag "%%~nF"
if defined FOUND goto found
type %TEXTS%\other-python.txt
echo wheelhouse: Python%WANTED%
goto end

:found
if exist .venv\requirements.lock del .venv\requirements.lock
%FOUND% -m venv --clear .venv
if not %errorlevel%==0 goto failed
%RUN% -m pip install --disable-pip-version-check %FROM% --require-hashes -r requirements.lock
if not %errorlevel%==0 goto failed
copy /y requirements.lock .venv\requirements.lock >nul
if not %errorlevel%==0 goto failed
type %TEXTS%\installed.txt
set CODE=0
goto end

:preview
%RUN% -m mkdocs serve --open
goto ended

:site
%RUN% -m mkdocs build --strict
goto ended

:faces
%RUN% -m plan faces > .venv\faces.txt
if not %errorlevel%==0 goto ended
%RUN% -m pip install --disable-pip-version-check %FROM% --require-hashes --no-deps -r .venv\faces.txt
goto ended

rem plan wheelhouse 3.12: for another version than the one that is here.
:wheelhouse
set "AIM="
if not "%~2"=="" set "AIM=--platform win_amd64 --python-version %~2"
%RUN% -m plan faces > .venv\faces.txt
if not %errorlevel%==0 goto ended
%RUN% -m pip download --disable-pip-version-check --dest wheelhouse --require-hashes --no-deps -r .venv\faces.txt
if not %errorlevel%==0 goto ended
%RUN% -m pip download --disable-pip-version-check --dest wheelhouse --only-binary :all: %AIM% --require-hashes -r requirements.lock
goto ended

:unfinished
type %TEXTS%\unfinished.txt
goto end

:failed
type %TEXTS%\failed.txt
goto end

rem Opened by a double click the window would close at once: it stays, and asks which command is wanted.
:nothing
type %TEXTS%\help.txt
if not defined CMDCMDLINE goto end
setlocal enabledelayedexpansion
set "OPENED=1"
if "!CMDCMDLINE: /c =!"=="!CMDCMDLINE!" set "OPENED="
endlocal & set "OPENED=%OPENED%"
if not defined OPENED goto end
:ask
set "LINE="
set /p "LINE=plan "
if not defined LINE goto end
cmd /c plan.cmd %LINE%
goto ask

:ended
set CODE=%errorlevel%
:end
popd
if defined PAGE chcp %PAGE% >nul
endlocal & exit /b %CODE%

:tag
for /f "tokens=3 delims=-" %%T in (%1) do set "TAG=%%T"
set "WANTED=%WANTED% 3.%TAG:~3%"
call :try "py -3.%TAG:~3%" "sys.version_info[:2] != (3, %TAG:~3%)"
call :try "python" "sys.version_info[:2] != (3, %TAG:~3%)"
exit /b 0

rem Take a Python, if none is found yet, this one is there, for 64 bits, and it is not one that will not do.
:try
if defined FOUND exit /b 0
%~1 -c "import sys; sys.exit(sys.maxsize < 2**32 or %~2)" >nul 2>&1
if not %errorlevel%==0 exit /b 0
set "FOUND=%~1"
exit /b 0
