# SPDX-License-Identifier: GPL-2.0-or-later
"""As much of JSON Schema as doc/report.schema.json uses; a keyword it does not know is an error."""
import re

KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "required", "properties",
         "additionalProperties", "items", "enum", "const", "minimum", "pattern"}
TYPES = {"object": dict, "array": list, "string": str, "null": type(None)}


def has_type(value, name):
    """JSON's idea of a type: true is no number, 1.0 is an integer."""
    if name in ("number", "integer"):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (name == "number" or float(value).is_integer())
    return isinstance(value, TYPES[name])


def complaints(value, schema, root=None, where="$"):
    """All that is wrong with the value, as texts."""
    root = root or schema
    unknown = set(schema) - KNOWN
    if unknown:
        raise ValueError("schema.py does not know %s" % unknown)
    found = []
    if "$ref" in schema:
        target = root
        for part in schema["$ref"].lstrip("#/").split("/"):
            target = target[part]
        found += complaints(value, target, root, where)
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(has_type(value, name) for name in types):
        return found + ["%s: %r is not %s" % (where, value, types)]
    if "const" in schema and value != schema["const"]:
        found.append("%s: %r is not %r" % (where, value, schema["const"]))
    if "enum" in schema and value not in schema["enum"]:
        found.append("%s: %r is none of %r" % (where, value, schema["enum"]))
    if "minimum" in schema and value < schema["minimum"]:
        found.append("%s: %r is too small" % (where, value))
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append("%s: %r does not match" % (where, value))
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += ["%s: lacks %s" % (where, name) for name in schema.get("required", [])
                  if name not in value]
        for name, member in value.items():
            if name in properties:
                found += complaints(member, properties[name], root, where + "." + name)
            elif schema.get("additionalProperties") is False:
                found.append("%s: has %s" % (where, name))
    if isinstance(value, list) and "items" in schema:
        for i, member in enumerate(value):
            found += complaints(member, schema["items"], root, "%s[%d]" % (where, i))
    return found
