"""The public suite for Jupyter kernels against this one, and an interrupt, which it leaves out; writes the outcome of each test as JSON."""

import json
import sys
import unittest

import jupyter_kernel_test


class DownhillKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "downhill"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt", "SQRT2", "SQRT1_2"}},
        {"text": "const greeting = 'ho'; greeting.toUpperC", "matches": {"toUpperCase"}},
    ]
    complete_code_samples = ["1 + 1", "const f = (x: number) => {\n  return x\n}", "throw 'x'"]
    incomplete_code_samples = ["function f(", "const f = () => {", "if (true) {\n  f()"]
    code_generate_error = "throw new RangeError('too far')"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "'down' + 'hill'", "result": "downhill"},
        {"code": "[1, 2]", "result": "[ 1, 2 ]"},
    ]
    code_display_data = [
        {"code": "require('tslab').display.html('<b>x</b>')", "mime": "text/html"},
        {"code": "import * as tslab from 'tslab'\ntslab.display.markdown('*x*')", "mime": "text/markdown"},
    ]
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "console.clear()"
    # Asked for, so that suite.test.ts sees them fail.
    code_page_something = "Math.sqrt?"
    supported_history_operations = ("tail", "range", "search")

    def test_interrupt(self):
        self.flush_channels()
        self.kc.execute("await Promise.resolve()\nwhile (true) {}")
        while self.kc.get_iopub_msg(timeout=20)["header"]["msg_type"] != "execute_input":
            pass
        self.km.interrupt_kernel()
        reply = self.kc.get_shell_msg(timeout=20)
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["ename"], "KernelInterrupted")


class Outcomes(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def note(self, test, outcome):
        self.outcomes[getattr(test, "test_case", test)._testMethodName] = outcome

    def startTest(self, test):
        super().startTest(test)
        self.note(test, "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, self._exc_info_to_string(err, test))

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, self._exc_info_to_string(err, test))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped: " + reason)


result = Outcomes()
unittest.defaultTestLoader.loadTestsFromTestCase(DownhillKernelTests).run(result)
sys.stdout.write(json.dumps(result.outcomes) + "\n")
