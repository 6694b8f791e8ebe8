"""What cells mean: TypeScript across cells, imports of every kind, results."""

import json
import pathlib
import re
import shutil
import tempfile

from harness import KernelCase


class Language(KernelCase):
    def test_variables_are_shared_and_assigned_across_cells(self):
        self.ok("let count = 1; const add = (n: number) => { count += n; return count }; function read() { return count }")
        self.ok("count = 10; add(5)")
        self.assertEqual(self.ok("[count, read()]").text, "[ 15, 15 ]")
        self.assertEqual(self.ok("count++; ({ count })").text, "{ count: 16 }")

    def test_types_are_kept_across_cells(self):
        self.ok("interface Point<T = number> { x: T }\ntype Pair = [Point, Point];\nenum Way { Up, Down }\nclass Walker { constructor(readonly at: Point) {} }")
        self.ok("const pair: Pair = [{ x: 1 }, { x: 2 }]; const walker = new Walker(pair[1]);")
        self.assertEqual(self.ok("walker instanceof Walker && walker.at.x === 2 && Way[Way.Down]").text, "'Down'")
        self.assertIn("TS2322", self.fails("const bad: Point = { x: 'text' }").traceback)
        self.assertIn("TS2588", self.fails("pair = []").traceback)

    def test_a_name_may_be_declared_again_with_another_type(self):
        self.ok("const again = 1; const user = () => again")
        self.ok("const again = 'text'")
        self.assertEqual(self.ok("[again.toUpperCase(), user]").content["status"], "ok")
        self.ok("type again = number; function other() { return 1 }")
        self.ok("class other {}")

    def test_top_level_await_and_types_of_awaited_values(self):
        self.ok("const waited = await Promise.resolve({ deep: [1] }); for await (const n of [1]) waited.deep.push(n);")
        self.assertEqual(self.ok("waited.deep").text, "[ 1, 1 ]")
        self.assertIn("TS2551", self.fails("waited.dep").traceback)

    def test_destructuring_and_patterns(self):
        self.ok("const { a, b: [c, ...rest], ...others } = { a: 1, b: [2, 3, 4], d: 5, e: 6 }; let [x, , y = 9] = [7, 8]")
        self.assertEqual(self.ok("[a, c, rest, others, x, y]").text, "[ 1, 2, [ 3, 4 ], { d: 5, e: 6 }, 7, 9 ]")

    def test_of_a_cell_that_fails_half_way_what_exists_stays(self):
        self.fails("const reached = 1; if (reached) throw new Error('half-way'); const unreached = 2;")
        self.assertEqual(self.ok("reached").text, "1")
        self.fails("unreached")
        self.ok("const log = console.log; console.log = () => { throw new Error('no paper') }")
        self.fails("const printed = 1; console.log('text')")
        self.assertEqual(self.ok("console.log = log; printed").text, "1")

    def test_inner_names_hide_outer_ones(self):
        self.ok("const hidden = 'outer'; let counter = 0")
        self.assertEqual(self.ok("((hidden: number) => hidden + 1)(1)").text, "2")
        self.assertEqual(self.ok("{ let counter = 5; counter++; } counter").text, "0")

    def test_results(self):
        for code, text in (
            ("undefined", None),
            ("null", "null"),
            ("({ a: { b: { c: { d: 1 } } } })", "{\n  a: { b: { c: { d: 1 } } }\n}"),
            ("Promise.resolve([1, 2])", "[ 1, 2 ]"),
            ("new Map([['k', 1]])", "Map(1) { 'k' => 1 }"),
            ("const silent = 5", None),
            ("'a'; 'b' // last", "'b'"),
            ("if (true) 5", None),
        ):
            self.assertEqual(self.ok(code).text, text, code)

    def test_an_object_that_begins_like_a_block(self):
        self.assertEqual(self.ok("{ a: 1, b: 2 }").text, "{ a: 1, b: 2 }")
        self.assertEqual(self.ok("const n = 3;\n{ n, m: [n] }").text, "{ n: 3, m: [ 3 ] }")
        self.assertIsNone(self.ok("{ let inner = 1; inner++; }").text)
        self.assertIn(":1:10 ", self.fails("{ a: 1, b: nowhere }").traceback.replace(":1:12 ", ":1:10 "))

    def test_var_in_blocks_and_loops_is_known_to_the_next_cell(self):
        self.ok("for (var i: number = 0; i < 3; i++) { var { q, ...others } = { q: i, z: 1 }; if (q) var deep = [q]\n}\nfor (var key in { k: 1 }) await 0")
        self.assertEqual(self.ok("[i, q, others, deep, key]").text, "[ 3, 2, { z: 1 }, [ 2 ], 'k' ]")
        self.assertIn("TS2322", self.fails("const text: string = i").traceback)
        self.ok("i = 10; function readI() { return i }")
        self.assertEqual(self.ok("readI() + i").text, "20")

    def test_a_module_with_exports_can_be_pasted(self):
        self.ok("export const one = 1; export default function two() { return one + 1 }\nexport class Three {}; const four = 4; export { four }; export type Five = 5")
        self.assertEqual(self.ok("const five: Five = 5; [one, two(), new Three(), four, five]").text, "[ 1, 2, Three {}, 4, 5 ]")
        self.assertEqual(self.ok("export default one + 1; one").text, "1")

    def test_names_that_the_compiler_uses(self):
        self.ok("let total = 0; function add(exports: number[]) { for (const e of exports) total += e; return { exports } }")
        self.assertEqual(self.ok("[add([1, 2]), total]").text, "[ { exports: [ 1, 2 ] }, 3 ]")
        self.ok("let exports = 1, module = 2, require = 3, __dirname = 4, __filename = 5")
        self.assertEqual(self.ok("exports++; [exports, module, require, __dirname, __filename]").text, "[ 2, 2, 3, 4, 5 ]")
        self.ok("const $value = 1, $tick = 2, $s = 3, $scope = 4, $cell = 5, $k_value = 6; let value = 7")
        self.assertEqual(self.ok("value++; [$value, $tick, $s, $scope, $cell, $k_value, value].join()").text, "'1,2,3,4,5,6,8'")

    def test_a_cell_of_literals_over_several_lines(self):
        self.assertEqual(self.ok("const first = 1,\n  second = 'b';\nlet\n  third = [1, -2]\n'text'").text, "'text'")
        self.assertEqual(self.ok("third.push(3); [first, second, third]").text, "[ 1, 'b', [ 1, -2, 3 ] ]")
        self.assertIn("TS2322", self.fails("const text: string = first").traceback)
        self.ok("const require = 'mine'")
        self.assertEqual(self.ok("require + 1").text, "'mine1'")

    def test_a_variable_that_is_declared_again_begins_anew(self):
        self.ok("let again: number | undefined = 5; var old = 6")
        self.assertEqual(self.ok("let again: number | undefined; var old: number; [again, old]").text, "[ undefined, undefined ]")

    def test_import_meta_is_the_cells_own(self):
        self.ok("Object.assign(import.meta, { mine: 1 })")
        self.assertEqual(self.ok("[import.meta.filename.endsWith('cell.ts'), 'mine' in import.meta]").text, "[ true, false ]")

    def test_what_is_complete(self):
        status = lambda code: self.ask("is_complete_request", {"code": code}).content["status"]
        for code, expected in (("function function", "invalid"), ("const a =", "incomplete"), ("foo(1, {", "incomplete"), ("{ a: 1, b: 2 }", "complete"), ("f(1", "incomplete"), ("/* open", "incomplete"), ("let = = 3; f(", "invalid")):
            self.assertEqual(status(code), expected, code)

    def test_a_library_can_ask_for_the_text_of_the_running_cell(self):
        code = "(globalThis as any)[Symbol.for('tunebook.kernel')].source() // as it stands here"
        self.assertEqual(eval(self.ok(code).text), code)

    def test_a_value_that_shows_itself(self):
        code = "class Shown { async [Symbol.for('Jupyter.display')]() { return { 'text/html': '<i>me</i>' } } }; new Shown()"
        data = self.ok(code).of("execute_result")[0]["data"]
        self.assertEqual(data, {"text/plain": "Shown {}", "text/html": "<i>me</i>"})

    def test_tensors_and_models(self):
        self.ok("import * as tf from '@tensorflow/tfjs-node'")
        text = self.ok("const t = tf.tensor2d([[1, 2], [3, 4]]); t").text
        self.assertIn("Tensor float32 [2, 2]", text)
        self.assertIn("[3, 4]", text)
        self.assertIn("disposed", self.ok("t.dispose(); t").text)
        model = self.ok("tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], name: 'only' })] })").text
        self.assertIn("only", model)
        self.assertIn("Total params: 9", model)

    def test_data_frames(self):
        self.ok("import * as dfd from 'danfojs-node'")
        data = self.ok("new dfd.DataFrame({ rate: [0.1, 0.01], name: ['<a>', 'b'] })").of("execute_result")[0]["data"]
        self.assertIn("<th>rate</th>", data["text/html"])
        self.assertIn("<td>&lt;a&gt;</td>", data["text/html"])
        self.assertIn("2 rows × 2 columns", data["text/html"])
        self.assertIn("rate", data["text/plain"])
        self.assertIn("<td>3</td>", self.ok("new dfd.Series([1, 2, 3])").of("execute_result")[0]["data"]["text/html"])

    def test_classes_with_the_names_of_commonjs(self):
        for name in ("exports", "require", "module", "__filename", "__dirname"):
            self.assertEqual(self.ok(f"class {name} {{ static y = 1; z() {{ return {name}.y }} }}; new {name}().z()").text, "1", name)
            self.ok(f"const {name} = 0")

    def test_results_of_earlier_cells(self):
        count = self.ok("[1, 2]").content["execution_count"]
        self.ok("const nothing = 1")
        self.ok("3", silent=True)
        self.assertEqual(self.ok("[_, Out[%d].length]" % count).text, "[ [ 1, 2 ], 2 ]")
        self.assertEqual(self.ok("_[1] + 1").text, "3")
        self.assertEqual(self.ok("{ const _ = 'mine'; console.log(_) }").stream(), "mine\n")
        self.assertEqual(self.ok("Out[1000]").text, None)

    def test_magics_are_refused_with_the_way_in_typescript(self):
        for code, way in (("%time train(3);", "await time(() => train(3))"), ("%%bash\nls -la", "execSync("), ("%timeit", "await timeit(() => …)"),
                          ("const a = 1;\n%matplotlib inline", "%timeit"), ("!pip install x", "execSync(")):
            reply = self.fails(code)
            self.assertEqual(reply.content["ename"], "NoMagic", code)
            self.assertIn(way, reply.content["evalue"])
        self.assertEqual(self.ok("7\n% 4").text, "3")
        self.assertEqual(self.fails("console.log(1\n").content["ename"], "TypeScriptError")

    def test_time_and_timeit(self):
        reply = self.ok("import { time, timeit } from 'tslab'; await time(async () => { await null; return 42 })")
        self.assertEqual(reply.text, "42")
        self.assertRegex(reply.stream(), r"^[\d.]+ (ns|µs|ms|s) by the clock, [\d.e-]+ (ns|µs|ms|s) of processor time\n$")
        self.assertRegex(self.ok("await timeit(() => 1 + 1, { seconds: 0.05 })").text, r"^[\d.]+ \wm?s a run \([\d.]+ \w+ to [\d.]+ \w+, \d+ runs\)$")
        self.assertEqual(self.ok("const t = await timeit(async () => null, { seconds: 0.05 }); t.fastest <= t.median && t.median <= t.slowest").text, "true")
        self.assertIn("above 0", self.fails("await timeit(() => 1, { seconds: 0 })").content["evalue"])

    def test_tslab_displays(self):
        reply = self.ok("import * as tslab from 'tslab'; const shown = tslab.newDisplay(); shown.html('<b>1</b>'); shown.html('<b>2</b>')")
        first, second = reply.of("display_data")[0], reply.of("update_display_data")[0]
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual(second["data"], {"text/html": "<b>2</b>"})


class NamesOfTheLanguage(KernelCase):
    """In a kernel of its own: what is declared here hides the language's own names from the cells after it."""

    def test_names_of_the_language_may_be_declared(self):
        self.ok("const Promise = 1, Array = 2, Object = 3, Symbol = 4, Error = 5, JSON = 6")
        self.assertEqual(self.ok("await 0; [Promise, 2, 3]").text, "[ 1, 2, 3 ]")

    def test_a_console_of_the_readers_own(self):
        self.assertEqual(self.ok("console.log(4)").stream(), "4\n")
        self.ok("const console = { log: (n: number) => n * 2 }")
        self.assertEqual(self.ok("console.log(4)").text, "8")
        self.assertIn("TS2345", self.fails("console.log('text')").traceback)


class Imports(KernelCase):
    @classmethod
    def setUpClass(cls):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tunebook-imports-"))
        cls.root = root
        files = {
            "src/above.ts": "import { half } from './half.js';\nexport const quarter = (n: number): number => half(half(n));\nexport interface Shape { sides: number }\n",
            "src/half.ts": "export const half = (n: number): number => n / 2;\n",
            "src/spin.ts": "export function spin(): never { while (true); }\nexport function fail(): void {\n\n  throw new Error('from above');\n}\n",
            "notebooks/data.json": json.dumps({"rates": [0.1, 0.2]}),
        }
        packages = {
            "only-esm": {"package.json": {"type": "module", "exports": {".": {"types": "./main.d.ts", "import": "./main.js"}}},
                         "main.js": "export const one = 1; export default function greet() { return 'hello' }",
                         "main.d.ts": "export declare const one: number; export default function greet(): string;"},
            "awaits": {"package.json": {"type": "module", "exports": {".": {"types": "./main.d.ts", "default": "./main.js"}, "./sub": {"types": "./sub.d.ts", "default": "./sub.js"}}},
                       "main.js": "export const ready = await Promise.resolve(true);",
                       "main.d.ts": "export declare const ready: boolean;",
                       "sub.js": "export const sub = 'sub';", "sub.d.ts": "export declare const sub: string;"},
            "common": {"package.json": {"main": "main.js", "types": "main.d.ts"},
                       "main.js": "module.exports = { two: 2 };", "main.d.ts": "export declare const two: number;"},
        }
        for name, parts in packages.items():
            for file, text in parts.items():
                body = json.dumps({"name": name, "version": "1.0.0", **text}) if isinstance(text, dict) else text
                files[f"node_modules/{name}/{file}"] = body
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        cls.folder = str(root / "notebooks")
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        shutil.rmtree(cls.root)

    def test_a_package_that_is_only_esm(self):
        self.ok("import greet, { one } from 'only-esm'")
        self.assertEqual(self.ok("greet() + one").text, "'hello1'")

    def test_a_package_with_top_level_await(self):
        self.ok("import { ready } from 'awaits'; import * as all from 'awaits';")
        self.assertEqual(self.ok("ready === all.ready").text, "true")

    def test_an_entry_of_an_exports_map(self):
        self.assertEqual(self.ok("import { sub } from 'awaits/sub'; sub").text, "'sub'")

    def test_commonjs(self):
        self.assertEqual(self.ok("import common, { two } from 'common'; import * as ns from 'common'; two + ns.two").text, "4")

    def test_dynamic_imports(self):
        self.assertEqual(self.ok("(await import('awaits')).ready").text, "true")
        self.assertEqual(self.ok("(await import('common')).two").text, "2")
        self.assertEqual(self.ok("(await import('../src/half')).half(8)").text, "4")

    def test_json(self):
        self.assertEqual(self.ok("import data from './data.json'; data.rates[1]").text, "0.2")
        self.assertIn("TS2339", self.fails("data.rats").traceback.replace("TS2551", "TS2339"))

    def test_typescript_above_the_folder(self):
        self.ok("import { quarter, type Shape } from '../src/above'; const shape: Shape = { sides: 3 }")
        self.assertEqual(self.ok("quarter(shape.sides * 4)").text, "3")
        self.assertIn("TS2345", self.fails("quarter('x')").traceback)

    def test_an_edited_local_module_is_loaded_again(self):
        path = self.root / "src" / "edited.ts"
        path.write_text("export const version = 1;\n")
        self.assertEqual(self.ok("import { version } from '../src/edited'; version").text, "1")
        path.write_text("export const version = 2;\nexport const added = true;\n")
        self.assertEqual(self.ok("import { version, added } from '../src/edited'; added && version").text, "2")

    def test_edited_json_and_javascript_are_read_again(self):
        data, common, module = (self.root / "notebooks" / name for name in ("edited.json", "common.js", "module.mjs"))
        between = self.root / "notebooks" / "uses-common.js"
        between.write_text("module.exports = { twice: 2 * require('./common').value };")
        for value in (1, 2):
            data.write_text(json.dumps({"value": value} if value == 1 else {"value": value, "more": True}))
            common.write_text(f"exports.value = {value};")
            module.write_text(f"export const value = {value};")
            code = "import data from './edited.json'; import common from './common.js'; import { twice } from './uses-common.js'; import { value } from './module.mjs'; [data, common.value, twice, value].map((each) => JSON.stringify(each)).join(' ')"
            self.assertEqual(self.ok(code).text, f"'{json.dumps(json.loads(data.read_text()), separators=(',', ':'))} {value} {2 * value} {value}'")
        self.assertEqual(self.ok("import data from './edited.json'; data.more").text, "true")

    def test_a_failing_import_fails_in_the_cell_that_has_it(self):
        (self.root / "notebooks" / "throws.ts").write_text("export const never = 1;\nthrow new Error('on loading');\n")
        (self.root / "notebooks" / "throws.mjs").write_text("throw new Error('a module on loading');")
        (self.root / "notebooks" / "shapes.d.ts").write_text("export interface Shape { sides: number }\n")
        reply = self.fails("1;\nimport { never } from './throws'")
        self.assertEqual(reply.content["evalue"], "on loading")
        self.assertIn("throws.ts:2:7", reply.traceback)
        self.assertEqual(self.fails("import * as all from './throws.mjs'").content["evalue"], "a module on loading")
        self.ok("import { Shape } from './shapes'; const shape: Shape = { sides: 3 }")

    def test_type_errors_in_local_modules_are_reported_where_they_are(self):
        broken = self.root / "src" / "broken.ts"
        between = self.root / "src" / "between.ts"
        broken.write_text("export const fine = 1;\nexport const wrong: number = 'text';\n")
        between.write_text("export { fine } from './broken.js';\n")
        for code in ("import { fine } from '../src/broken'; fine", "import { fine } from '../src/between'; fine", "(await import('../src/broken')).fine"):
            reply = self.fails(code)
            self.assertEqual(reply.content["ename"], "TypeScriptError")
            self.assertIn("TS2322", reply.traceback)
            self.assertIn("../src/broken.ts:2:14 ", reply.traceback)
            self.assertIn("../src/broken.ts, line 2: ", reply.content["evalue"])
            plain = [re.sub("\x1b\\[\\d+m", "", line) for line in reply.content["traceback"]]
            caret = next(line for line in plain if "^^^^^" in line)
            source = next(line for line in plain if "wrong" in line)
            self.assertEqual(caret.index("^"), source.index("wrong"))
        self.assertEqual(self.ok("1 + 1").text, "2")
        broken.write_text("export const fine = 1;\nexport const wrong: number = 2;\n")
        self.assertEqual(self.ok("import { fine } from '../src/between'; fine").text, "1")
        broken.write_text("export const fine = '1';\nexport const wrong = (): number => 'again';\n")
        self.assertIn("broken.ts:2:36", self.fails("fine").traceback)
        self.assertEqual(self.ok("1 + 2").text, "3")

    def test_errors_point_into_local_modules(self):
        self.ok("import { fail, spin } from '../src/spin'")
        reply = self.fails("fail()")
        self.assertIn("spin.ts:4:9", reply.traceback)
        self.assertIn("throw new Error('from above')", reply.traceback)

    def test_a_missing_package(self):
        self.assertIn("TS2307", self.fails("import { nothing } from 'no-such-package'").traceback)

    def test_a_package_installed_while_the_kernel_runs(self):
        self.fails("import { late } from 'late-package'")
        folder = self.root / "node_modules" / "late-package"
        folder.mkdir()
        (folder / "package.json").write_text(json.dumps({"name": "late-package", "main": "main.js", "types": "main.d.ts"}))
        (folder / "main.js").write_text("exports.late = 'arrived';")
        (folder / "main.d.ts").write_text("export declare const late: string;")
        self.assertEqual(self.ok("import { late } from 'late-package'; late").text, "'arrived'")

    def test_folder_names(self):
        self.assertEqual(self.ok("[__dirname.endsWith('notebooks'), process.cwd() === __dirname]").text, "[ true, true ]")


class TsConfig(KernelCase):
    """A tsconfig.json beside the notebook is obeyed."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        config = {"compilerOptions": {"strict": True, "lib": ["es2023", "dom"], "jsx": "react"}}
        (pathlib.Path(cls.folder) / "tsconfig.json").write_text(json.dumps(config))
        super().setUpClass()

    def test_strictness_and_library_and_what_is_not_obeyed_is_named_once(self):
        first = self.run_cell("const bare = (x) => x")
        self.assertIn("TS7006", first.traceback)
        self.assertEqual(first.stream("stderr"), "tsconfig.json is obeyed but for what notebooks do not know: jsx.\n")
        self.assertIn("TS2322", self.fails("const text: string = null").traceback)
        self.assertEqual(self.ok("let element: HTMLElement | null = null; element").text, "null")
        self.assertEqual(self.ok("prompt === undefined").stream("stderr"), "")
