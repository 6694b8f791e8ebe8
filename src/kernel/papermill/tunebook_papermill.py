"""Teaches papermill to write parameters in TypeScript.

papermill has entry points for engines but none for translators, so this module offers an engine (papermill's own, under
another name) and registers the translator when papermill loads it. It is found once this folder is on Python's path, for
which a line in a .pth file is enough.
"""

import json

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    """Parameters as `let`: an injected cell declares again what the tagged cell has declared."""

    @classmethod
    def translate(cls, val):
        # A whole number that JavaScript's numbers cannot hold would silently become another one.
        if isinstance(val, int) and abs(val) > 2**53 - 1:
            return f"{val}n"
        return json.dumps(val, default=str)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"


class TunebookEngine(NBClientEngine):
    """papermill's usual engine."""


papermill_translators.register("typescript", TypeScriptTranslator)
