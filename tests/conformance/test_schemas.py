"""The JSON Schemas are valid ones, and a validator that this project did not write takes every
file of the repository that people write, and refuses what is wrong."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import REPOSITORY

FILES = {
    "ho-so": ["examples/*/ho-so.yaml", "tests/ho-so-tot/*.yaml", "tests/schemas/*[!o].yaml"],
    "bo-chi-so": ["frameworks/*.yaml", "tests/frameworks/*.yaml", "tests/schemas/bo-chi-so.yaml"],
    "lo": ["examples/*/lo.yaml"],
    "bieu": ["sheets/*.yaml"],
    "mau": ["templates/*.md", "tests/schemas/mau.md"],
    "kiem-tra": ["docs/kiem-tra.md"],
}
ALL = [(name, path) for name, globs in FILES.items() for glob in globs for path in sorted(REPOSITORY.glob(glob))]

# Faults of keys and of the shapes of values; what values mean, no schema knows.
REFUSED = [
    "chi-mot-dong", "diem-bang-chu", "khoa-de-trong", "khoa-la", "khoa-la-khong-gan", "ky-khong-phai-thang",
    "ky-la-danh-sach", "nhieu-loi", "phay-trong-ngoac", "so-khong-phai-so", "tep-rong", "thieu-khoa",
]  # fmt: skip


class Loader(yaml.SafeLoader):
    """As editors read YAML 1.2: a date is a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(("timestamp", "bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    """A YAML file, the front matter of a template, or the example in a page."""
    text = path.read_text(encoding="utf-8")
    if path.name == "kiem-tra.md":
        text = re.search("```yaml\n(.*?)```", text, re.DOTALL)[1]
    elif path.suffix == ".md":
        text = text.split("---\n")[1]
    return yaml.load(text, Loader)


def validator(name):
    schema = json.loads((REPOSITORY / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(("name", "path"), ALL, ids=lambda value: getattr(value, "stem", value))
def test_every_file_conforms(name, path):
    assert [error.message for error in validator(name).iter_errors(load(path))] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_readers_refuse_is_refused(name):
    assert list(validator("ho-so").iter_errors(load(REPOSITORY / f"tests/ho-so-loi/{name}.yaml")))


@pytest.mark.parametrize("name", FILES)
def test_unknown_keys_are_refused(name):
    path = next(path for other, path in ALL if other == name)
    assert list(validator(name).iter_errors({**load(path), "khoa_la": 1}))
