"""The JSON Schemas are valid ones, and a validator that this project did not write takes every
hồ sơ and every framework of the repository, and refuses what is wrong."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import REPOSITORY

DOSSIERS = sorted([*REPOSITORY.glob("examples/*/ho-so.yaml"), *REPOSITORY.glob("tests/ho-so-tot/*.yaml")])
FRAMEWORKS = sorted([*REPOSITORY.glob("frameworks/*.yaml"), *REPOSITORY.glob("tests/frameworks/*.yaml")])


class Loader(yaml.SafeLoader):
    """As editors read YAML 1.2: a date is a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(("timestamp", "bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def validator(name):
    schema = json.loads((REPOSITORY / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_dossier_conforms(path):
    assert [error.message for error in validator("ho-so").iter_errors(load(path))] == []


@pytest.mark.parametrize("path", FRAMEWORKS, ids=lambda path: path.stem)
def test_every_framework_conforms(path):
    assert [error.message for error in validator("bo-chi-so").iter_errors(load(path))] == []


def wrong(change):
    dossier = load(REPOSITORY / "examples/lam-vy-2024-02/ho-so.yaml")
    change(dossier)
    return list(validator("ho-so").iter_errors(dossier))


def test_what_is_wrong_is_refused():
    assert wrong(lambda dossier: None) == []
    assert wrong(lambda dossier: dossier.update(kyy="2024-02"))
    assert wrong(lambda dossier: dossier.pop("ky"))
    assert wrong(lambda dossier: dossier.pop("nguoi_ky"))
    assert wrong(lambda dossier: dossier["co_quan"].pop("ten"))
    assert wrong(lambda dossier: dossier["xep_hang"].update(hang="ba"))
    assert wrong(lambda dossier: dossier["so_lieu"]["chi_tieu"]["nhom"][0]["dong"][0].update(so=1))
