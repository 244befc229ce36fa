"""Run by khal's own Python: carries out orders for khal, file after file; prints a line of JSON for each."""

import contextlib
import importlib
import io
import json
import sys

main_khal = importlib.import_module("khal.cli").main_khal


def answer(commands):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            for command in commands:
                said.seek(0)
                said.truncate()
                main_khal.main(command, prog_name="khal", standalone_mode=False)
    except Exception as error:
        return {"listing": "", "problems": [f"{type(error).__name__}: {error}"]}
    return {"listing": said.getvalue(), "problems": []}


with open(sys.argv[1]) as file:
    orders = json.load(file)
for commands in orders:
    print(json.dumps(answer(commands)))
