"""Takes TensorFlow's two libraries and its C headers out of the wheel: unpack_tensorflow.py WHEEL FOLDER.

Prints how far it is, and writes FOLDER/files.json (file: bytes) last. zipfile checks each file's CRC as it reads.
"""

import json
import pathlib
import re
import sys
import zipfile

LIBRARY = re.compile(r"tensorflow/(libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib))")
HEADER = re.compile(
    r"tensorflow/include/((?:tensorflow/c/|tensorflow/core/platform/ctstring|tsl/platform/ctstring|xla/tsl/c/).*\.h)"
)
CHUNK = 1 << 22


def destination(name: str) -> str | None:
    """Where a file of the wheel goes, or None if it is not needed."""
    if match := LIBRARY.fullmatch(name):
        return f"lib/{match[1]}"
    if match := HEADER.fullmatch(name):
        return f"include/{match[1]}"
    return None


def unpack(wheel: str, folder: pathlib.Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        wanted = {info: to for info in archive.infolist() if (to := destination(info.filename))}
        total = sum(info.file_size for info in wanted)
        done = 0
        for info, to in wanted.items():
            target = folder / to
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as source, target.open("wb") as sink:
                while chunk := source.read(CHUNK):
                    sink.write(chunk)
                    done += len(chunk)
                    print(f"unpacking {done / 1e6:.0f} of {total / 1e6:.0f} MB", flush=True)
    sizes = {to: info.file_size for info, to in wanted.items()}
    if sum(name.startswith("lib/") for name in sizes) != 2:
        raise SystemExit(f"expected two TensorFlow libraries in {wheel}, found {sorted(sizes)}")
    (folder / "files.json").write_text(json.dumps(sizes, indent=2) + "\n")


unpack(sys.argv[1], pathlib.Path(sys.argv[2]))
