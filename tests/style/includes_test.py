#!/usr/bin/env python3
"""Style rules that a machine can hold: which way includes point, and how source files look.

Reads every source file of the repository (TENURE_SOURCE_DIR, or the checkout this file is in; another tree as
the argument) and prints each breach as `path:line: what is wrong`. Every rule is first shown a small tree that
breaks it, in a temporary folder: a rule that no longer fires fails this test too.
"""

import os
import pathlib
import re
import sys
import tempfile

# Each room, and the rooms whose headers its files may include besides its own. The longest name that is a
# prefix of a path is the path's room. DESIGN section 6 draws it.
ROOMS = {
    "schema": set(),
    "storage": {"schema"},
    "engine/traversal": {"schema", "storage"},
    "engine/algorithms": {"schema", "storage", "engine/traversal"},
    "engine/query": {"schema", "storage", "engine/traversal"},
    "engine": {"schema", "storage", "engine/traversal", "engine/algorithms", "engine/query"},
}
ROOMS["interchange"] = set(ROOMS)
ROOMS["apps"] = set(ROOMS)
ROOMS["bench"] = set(ROOMS) - {"bench"}
ROOMS["examples"] = set(ROOMS) - {"bench"}
ROOMS["tests"] = set(ROOMS)

# Headers that cost every includer seconds, and what a header may use in their place.
HEAVY = {
    r"boost/.*": "use it in the source, behind a type of our own",
    r"regex": "parse by hand, or use it in a source",
    r"iostream": "<iosfwd> declares streams",
    r"nlohmann/(?!json_fwd\.hpp).*": "<nlohmann/json_fwd.hpp> declares json",
    r"unicode/.*": "use ICU in the source, behind a type of our own",
    r"CLI/.*": "use it in the source",
    r"catch2/.*": "tests read it precompiled",
    r"fmt/.*": "format in the source",
}

# (our header, the heavy header it includes): why it must.
HEAVY_ALLOWED = {
    # The public door for Boost.Date_Time takes and gives its types; nothing else includes this header.
    ("schema/boost_time.h", "boost/date_time/gregorian/gregorian_types.hpp"),
    ("schema/boost_time.h", "boost/date_time/posix_time/posix_time_types.hpp"),
    # Text handed to ICU, for the sources of values/ that do.
    ("engine/query/values/icu_text.h", "unicode/unistr.h"),
    # The door for Boost.Graph: its traits must stand in headers. Nothing but the sources of algorithms, and of
    # users who hand our graphs to Boost, includes these.
    ("engine/algorithms/graph_properties.h", "boost/graph/properties.hpp"),
    ("engine/algorithms/boost_materialised.h", "boost/graph/graph_traits.hpp"),
    ("engine/algorithms/boost_materialised.h", "boost/graph/properties.hpp"),
    ("engine/algorithms/boost_materialised.h", "boost/iterator/counting_iterator.hpp"),
    ("engine/algorithms/boost_materialised.h", "boost/iterator/iterator_facade.hpp"),
    ("engine/algorithms/boost_materialised.h", "boost/property_map/property_map.hpp"),
    ("engine/algorithms/boost_graph.h", "boost/graph/graph_traits.hpp"),
    ("engine/algorithms/boost_graph.h", "boost/graph/properties.hpp"),
    ("engine/algorithms/boost_graph.h", "boost/iterator/iterator_facade.hpp"),
    ("engine/algorithms/boost_graph.h", "boost/property_map/property_map.hpp"),
    ("engine/algorithms/watch.h", "boost/property_map/property_map.hpp"),
    # A header of tests alone; Catch2 is precompiled there.
    ("tests/store_checks.h", "catch2/catch.hpp"),
    ("tests/input_text.h", "catch2/catch.hpp"),
}

# Headers of libraries that only these rooms may include at all, in a source or not: users of the engine do not have
# RocksDB's, and the others take seconds of every source that reads them.
CONFINED = {
    "rocksdb/": {"storage"},
    "boost/graph/": {"engine/algorithms", "bench", "tests"},
    "CLI/": {"apps", "tests"},
    "histedit.h": {"apps"},
}

NAMELESS_ROOMS = {"util", "utils", "common", "helper", "helpers", "misc"}
COLUMNS_MAX = 120
CODE = {".h", ".cc"}
# Other text we write by hand; it is held to the rules on white space.
TEXT = CODE | {".py", ".sh", ".cmake", ".txt", ".md", ".json", ".yml", ".yaml", ".js", ".css", ".html"}
# Folders that hold what others wrote (data, examples of foreign formats) or what the build makes.
PASSED_OVER = {".git", "__pycache__", "node_modules", "corpus", "data", "fixtures", "third_party"}
# Tabs, trailing blanks and long lines are the content of these, not our hand.
NOT_OURS = {"LICENSE"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')


def files_of(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in PASSED_OVER and not re.match(r"build(-|$)", f))
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if path.suffix in TEXT and name not in NOT_OURS:
                yield path.relative_to(root)


def room_of(path):
    parts = path.split("/")
    for length in range(len(parts), 0, -1):
        if "/".join(parts[:length]) in ROOMS:
            return "/".join(parts[:length])
    return None


def includes_of(text):
    for number, line in enumerate(text.split("\n"), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def check_arrow(path, room, number, target, root):
    if "/" not in target:
        return f"{path}:{number}: includes are by path from the root: \"{target}\""
    target_room = room_of(target)
    if target_room is None:
        return f"{path}:{number}: \"{target}\" is in no room"
    if not (root / target).is_file():
        return f"{path}:{number}: there is no file {target}"
    if target_room != room and target_room not in ROOMS[room]:
        return f"{path}:{number}: an upward arrow: {room} may not include {target_room} (\"{target}\")"
    return None


def check_heavy(path, number, header):
    for pattern, advice in HEAVY.items():
        if re.fullmatch(pattern, header) and (path, header) not in HEAVY_ALLOWED:
            return f"{path}:{number}: <{header}> in a header: {advice}"
    return None


def check_includes(path, text, room, root):
    for number, system, own in includes_of(text):
        if own is not None:
            yield check_arrow(path, room, number, own, root)
            continue
        confined = next((rooms for start, rooms in CONFINED.items() if system.startswith(start)), None)
        if confined is not None and room not in confined:
            yield f"{path}:{number}: <{system}> outside {', '.join(sorted(r + '/' for r in confined))}"
        elif path.endswith(".h"):
            yield check_heavy(path, number, system)


def check_looks(path, text, code):
    if text and not text.endswith("\n"):
        yield f"{path}:{text.count(chr(10)) + 1}: no newline at the end of the file"
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield f"{path}:{number}: a tab"
        if line != line.rstrip():
            yield f"{path}:{number}: blanks at the end of the line"
        if code and len(line) > COLUMNS_MAX:
            yield f"{path}:{number}: {len(line)} columns, more than {COLUMNS_MAX}"


def heavy_family(header):
    """The library whose headers may not leave the room that a header of ours includes them in, or None."""
    heavy = header.startswith("rocksdb/") or any(re.fullmatch(pattern, header) for pattern in HEAVY)
    return header.split("/")[0] if heavy else None


def check_heavy_stays_inside(texts):
    """A header that may include a heavy one keeps it in its room: no header of another room brings it along."""
    headers = {path: list(includes_of(text)) for path, text in texts.items() if path.endswith(".h")}
    doors = {(family, room_of(path)) for path, includes in headers.items()
             for _, system, _ in includes if system and (family := heavy_family(system))}
    for family, room in sorted(doors):
        reaching = {path for path, includes in headers.items() if room_of(path) == room
                    and any(system and heavy_family(system) == family for _, system, _ in includes)}
        grown = True
        while grown:
            through = {p for p, includes in headers.items() if any(own in reaching for _, _, own in includes)}
            grown = not through <= reaching
            reaching |= through
        for path in sorted(reaching):
            if room_of(path) != room:
                yield f"{path}:1: brings <{family}/…> to its includers through the headers it includes"


def breaches(root):
    root = pathlib.Path(root)
    found, texts = [], {}
    for relative in files_of(root):
        path, code = str(relative), relative.suffix in CODE
        if re.search(r"\s", path):
            found.append(f"{path}:1: a blank in a file's name")
        if NAMELESS_ROOMS & set(relative.parts[:-1]) or (code and relative.stem in NAMELESS_ROOMS):
            found.append(f"{path}:1: a thing has a room with a name, or it is not understood yet")
        try:
            text = (root / relative).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            found.append(f"{path}:1: not UTF-8 (byte {error.start})")
            continue
        found += check_looks(path, text, code or relative.suffix == ".py")
        if not code:
            continue
        if path.endswith(".h") and not re.search(r"^#pragma once$", text, re.MULTILINE):
            found.append(f"{path}:1: no #pragma once")
        room = room_of(path)
        if room is None:
            found.append(f"{path}:1: a source file outside the rooms")
        elif not path.startswith("tests/consumer/"):  # stands for a user's program: includes are an install's
            texts[path] = text
            found += filter(None, check_includes(path, text, room, root))
    return found + list(check_heavy_stays_inside(texts))


# What each rule must catch: files to plant, and the breach they must give. A good tree comes first.
GOOD = {
    "schema/instant.h": "#pragma once\n#include <vector>\n",
    "schema/instant.cc": '#include "schema/instant.h"\n#include <boost/date_time.hpp>\n#include <iostream>\n',
    "storage/store.h": '#pragma once\n#include "schema/instant.h"\n',
    "storage/store.cc": '#include "storage/store.h"\n\n#include <rocksdb/db.h>\n',
    "engine/traversal/walk.h": '#pragma once\n#include "storage/store.h"\n',
    "engine/algorithms/rank.h": '#pragma once\n#include "engine/traversal/walk.h"\n',
    "engine/query/parser/ast.h": '#pragma once\n#include "engine/traversal/walk.h"\n#include "schema/instant.h"\n',
    "engine/database.h": '#pragma once\n#include "engine/query/parser/ast.h"\n',
    "interchange/csv.cc": '#include "engine/database.h"\n#include <nlohmann/json.hpp>\n',
    "apps/tenure/main.cc": '#include "engine/database.h"\n',
    "tests/unit/store_test.cc": '#include "storage/store.h"\n#include <catch2/catch.hpp>\n',
    "examples/data/foreign.txt": "kept\tas it came \n",
}
PLANTED = [
    ({"schema/up.cc": '#include "storage/store.h"\n'}, "schema/up.cc:1: an upward arrow"),
    ({"storage/up.h": '#pragma once\n#include "engine/database.h"\n'}, "storage/up.h:2: an upward arrow"),
    ({"engine/traversal/up.cc": '#include "engine/database.h"\n'}, "engine/traversal/up.cc:1: an upward arrow"),
    ({"engine/traversal/up.cc": '  #  include "engine/query/parser/ast.h"\n'}, "engine/traversal/up.cc:1: an upward"),
    ({"engine/query/side.cc": '#include "engine/algorithms/rank.h"\n'}, "engine/query/side.cc:1: an upward arrow"),
    ({"engine/algorithms/side.cc": '#include "engine/query/parser/ast.h"\n'}, "engine/algorithms/side.cc:1: an up"),
    ({"engine/up.cc": '#include "interchange/csv.h"\n',
      "interchange/csv.h": "#pragma once\n"}, "engine/up.cc:1: an upward arrow"),
    ({"interchange/up.cc": '#include "apps/a.h"\n', "apps/a.h": "#pragma once\n"}, "interchange/up.cc:1: an upward"),
    ({"apps/up.cc": '#include "tests/a.h"\n', "tests/a.h": "#pragma once\n"}, "apps/up.cc:1: an upward arrow"),
    ({"storage/near.cc": '#include "store.h"\n'}, "storage/near.cc:1: includes are by path"),
    ({"storage/out.cc": '#include "../schema/instant.h"\n'}, "storage/out.cc:1: \"../schema/instant.h\" is in no room"),
    ({"storage/gone.cc": '#include "schema/gone.h"\n'}, "storage/gone.cc:1: there is no file schema/gone.h"),
    ({"engine/direct.cc": "#include <rocksdb/db.h>\n"}, "engine/direct.cc:1: <rocksdb/db.h> outside storage/"),
    ({"tests/fault/direct.cc": "#include <rocksdb/env.h>\n"}, "tests/fault/direct.cc:1: <rocksdb/env.h> outside"),
    ({"storage/rocks.h": "#pragma once\n#include <rocksdb/db.h>\n",
      "engine/leak.h": '#pragma once\n#include "storage/rocks.h"\n'}, "engine/leak.h:1: brings <rocksdb/"),
    ({"engine/algorithms/watch.h": "#pragma once\n#include <boost/property_map/property_map.hpp>\n",
      "engine/leak.h": '#pragma once\n#include "engine/algorithms/watch.h"\n',
      "engine/leak.cc": '#include "engine/leak.h"\n'}, "engine/leak.h:1: brings <boost/"),
    ({"storage/g.cc": "#include <boost/graph/page_rank.hpp>\n"}, "storage/g.cc:1: <boost/graph/page_rank.hpp> outside"),
    ({"interchange/c.cc": "#include <CLI/App.hpp>\n"}, "interchange/c.cc:1: <CLI/App.hpp> outside apps/, tests/"),
    ({"schema/b.h": "#pragma once\n#include <boost/icl/interval.hpp>\n"}, "schema/b.h:2: <boost/icl/interval.hpp> in"),
    ({"schema/r.h": "#pragma once\n#include <regex>\n"}, "schema/r.h:2: <regex> in a header"),
    ({"schema/i.h": "#pragma once\n#include <iostream>\n"}, "schema/i.h:2: <iostream> in a header"),
    ({"interchange/j.h": "#pragma once\n#include <nlohmann/json.hpp>\n"}, "interchange/j.h:2: <nlohmann/json.hpp> in"),
    ({"schema/bare.h": "struct Bare {};\n"}, "schema/bare.h:1: no #pragma once"),
    ({"schema/utils/a.h": "#pragma once\n"}, "schema/utils/a.h:1: a thing has a room"),
    ({"storage/common/a.cc": "int a;\n"}, "storage/common/a.cc:1: a thing has a room"),
    ({"engine/misc.cc": "int a;\n"}, "engine/misc.cc:1: a thing has a room"),
    ({"tests/helpers/a.py": "pass\n"}, "tests/helpers/a.py:1: a thing has a room"),
    ({"lost/a.cc": "int a;\n"}, "lost/a.cc:1: a source file outside the rooms"),
    ({"schema/t.cc": "int a;\n\tint b;\n"}, "schema/t.cc:2: a tab"),
    ({"schema/s.cc": "int a; \n"}, "schema/s.cc:1: blanks at the end"),
    ({"schema/crlf.cc": "int a;\r\n"}, "schema/crlf.cc:1: blanks at the end"),
    ({"schema/n.cc": "int a;"}, "schema/n.cc:1: no newline at the end"),
    ({"schema/long.cc": "//" + "x" * 119 + "\n"}, "schema/long.cc:1: 121 columns"),
    ({"schema/two words.cc": "int a;\n"}, "schema/two words.cc:1: a blank in a file's name"),
    ({"schema/latin.cc": b"// caf\xe9\n"}, "schema/latin.cc:1: not UTF-8"),
    ({"docs/page.md": "text \n"}, "docs/page.md:1: blanks at the end"),
]


def breaches_of_planted(*trees):
    with tempfile.TemporaryDirectory(prefix="tenure-style-") as folder:
        for path, text in [item for tree in trees for item in tree.items()]:
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return breaches(folder)


def self_test():
    failures = [f"self-test: a good tree gives: {breach}" for breach in breaches_of_planted(GOOD)]
    for tree, expected in PLANTED:
        found = breaches_of_planted(GOOD, tree)
        if len(found) != 1 or not found[0].startswith(expected):
            failures.append(f"self-test: planted {sorted(tree)}: expected only '{expected}…', found {found}")
    return failures


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TENURE_SOURCE_DIR", here)
    found = self_test() + breaches(root)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(PLANTED)} planted breaches tried; {len(found)} breaches in {root}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
