"""jupyter_kernel_test's conformance suite with every case that applies to a TypeScript kernel."""

import jupyter_kernel_test


class TypeScriptKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "Math.flo", "matches": {"floor"}},
        {"text": "consol", "matches": {"console"}},
    ]
    complete_code_samples = ["1", "const x = 1", "function f(a: number) { return a }", "`a\nb`"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "/* open", "`a", "f(1,"]
    invalid_code_samples = ["const = 1", "1 2", "'open\n"]
    code_page_something = "(globalThis as any)[Symbol.for('tunebook.kernel')].page({'text/plain': 'a page'})"
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "[1, 'a']", "result": "[ 1, 'a' ]"},
    ]
    code_display_data = [
        {
            "code": "(globalThis as any)[Symbol.for('tunebook.kernel')].display({'text/html': '<b>bold</b>'})",
            "mime": "text/html",
        },
        {"code": "require('tslab').display.png(new Uint8Array([1, 2]))", "mime": "image/png"},
    ]
    code_history_pattern = "1*2"
    supported_history_operations = ("tail", "search", "range")
    code_inspect_sample = "Math.floor"
    code_clear_output = "(globalThis as any)[Symbol.for('tunebook.kernel')].clearOutput()"
