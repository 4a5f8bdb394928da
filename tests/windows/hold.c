/* hold FILE SECONDS: keeps a file open as Excel does a workbook, so that nobody else may open or
 * replace it; says "held" once it has it. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count < 3) return 2;
    HANDLE file = CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    puts("held");
    fflush(stdout);
    Sleep((DWORD)_wtoi(words[2]) * 1000);
    return 0;
}
