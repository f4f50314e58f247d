"""Procedures: what each council has published, as data, and how it is read.

One YAML file a council and version; README.md explains every key. Councils read and
change these files without opening code.

    text_files.py   a file -> its text, or why it has none
    marked_yaml.py  YAML text -> plain data, and the line of everything in it
    yaml_slips.py   where it is no YAML: the slip in plain words, the line put right
    yaml_stop.py    where the parser stopped
    yaml_brackets.py  slips of quotes and brackets
    fault_words.py  what is wrong with a file, in plain sentences
    mending.py      data put right or put aside, to be looked at further
    inspection.py   finds every fault, also those hidden behind another
    reader.py       a file -> Procedure, or everything wrong with it at once
    checking.py     faults and what is odd, each with its line
    beginning.py    a new council's file, begun from another's
    shelf.py        which versions there are, and which is in force on a day
"""
