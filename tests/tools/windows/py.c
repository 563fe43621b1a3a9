/* The launcher of Windows' Pythons, where one version is installed: the one in the folder beside it. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
int wmain(int count, wchar_t **words) {
    wchar_t python[MAX_PATH], line[8192], *rest = GetCommandLineW();
    STARTUPINFOW begun = {sizeof begun};
    PROCESS_INFORMATION child;
    DWORD code;
    GetModuleFileNameW(NULL, python, MAX_PATH);
    wcscpy(wcsrchr(python, L'\\') + 1, L"python.exe");
    rest = *rest == L'"' ? wcschr(rest + 1, L'"') + 1 : rest + wcscspn(rest, L" ");
    if (count > 1 && !wcsncmp(words[1], L"-3", 2)) {
        if (wcscmp(words[1], L"-3") && wcscmp(words[1], L"-3.13")) return 103;
        rest += wcsspn(rest, L" ");
        rest += wcscspn(rest, L" ");
    }
    swprintf(line, 8192, L"\"%ls\" %ls", python, rest);
    if (!CreateProcessW(python, line, NULL, NULL, TRUE, 0, NULL, NULL, &begun, &child)) return 104;
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    return code;
}
