"""Reads a JSON value into a typed shape without what does not fit, so that one odd field spoils nothing."""

from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec


def read_leniently(value: object, shape: Any) -> Any:
    """Read `value` as `shape` as far as it goes: a struct, list, dict, union or plain type.

    Numbers are read where text is asked and the other way round, one value where a list is asked. A part
    that cannot be read is left out; `msgspec.UNSET` if nothing is left.

    >>> read_leniently({"a": ["x", 3, {}], "b": 1.5}, dict[str, list[str]])
    {'a': ['x', '3'], 'b': ['1.5']}
    """
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return _struct(value, shape)
    origin, arguments = get_origin(shape), get_args(shape)
    if origin in (Union, UnionType):
        return _union(value, shape, arguments)
    if origin is list:
        elements = value if isinstance(value, list) else [value]
        found = [read_leniently(element, arguments[0]) for element in elements]
        return [element for element in found if element is not msgspec.UNSET] or msgspec.UNSET
    if origin is dict:
        if not isinstance(value, dict):
            return msgspec.UNSET
        read = {name: read_leniently(member, arguments[1]) for name, member in value.items()}
        return {name: member for name, member in read.items() if member is not msgspec.UNSET}
    if shape is str and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _convert(value, shape)


def _struct(value: object, shape: type[msgspec.Struct]) -> Any:
    if not isinstance(value, dict):
        return msgspec.UNSET
    fields = {
        field.name: read_leniently(value[field.encode_name], field.type)
        for field in msgspec.structs.fields(shape)
        if field.encode_name in value
    }
    return shape(**{name: member for name, member in fields.items() if member is not msgspec.UNSET})


def _union(value: object, shape: Any, members: tuple[Any, ...]) -> Any:
    exact = _convert(value, shape, strict=True)
    if exact is not msgspec.UNSET:
        return exact
    for member in members:
        if member is not NoneType:
            read = read_leniently(value, member)
            if read is not msgspec.UNSET:
                return read
    return msgspec.UNSET


def _convert(value: object, shape: Any, *, strict: bool = False) -> Any:
    try:
        return msgspec.convert(value, shape, strict=strict)
    except (msgspec.MsgspecError, ValueError, OverflowError):
        return msgspec.UNSET
