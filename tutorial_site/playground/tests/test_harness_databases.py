"""A program's databases: found, described, read page by page."""

import sqlite3

import pytest

from ..harness import inspecting
from ..harness.databases import NoSuchDatabase
from .harness_programs import DJANGO_ADMIN, FLASK_NOTES, get
from .interpreters import interpreter

SQL_APP = '''\
import sqlite3

from flask import Flask, g

app = Flask(__name__)
kept = sqlite3.connect(":memory:")
kept.execute("CREATE TABLE visit (n)")


def database():
    if "db" not in g:
        g.db = sqlite3.connect("shop.db")
    return g.db


with app.app_context():
    database().executescript("""
        CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE item (
            id INTEGER PRIMARY KEY,
            name TEXT DEFAULT 'thing',
            price REAL,
            picture BLOB,
            kind_id INTEGER REFERENCES kind ON DELETE CASCADE
        );
        CREATE INDEX by_price ON item (price, name);
        CREATE VIEW cheap AS SELECT * FROM item WHERE price < 2;
        CREATE TABLE "odd ""name" (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID;
        INSERT INTO kind (name) VALUES ('food');
        INSERT INTO item (name, price, kind_id)
        VALUES ('tea', 1.5, 1), ('milk', 1, 1), ('jam', 3, 1);
    """)


@app.teardown_appcontext
def close(error):
    if "db" in g:
        g.pop("db").close()


@app.get("/")
def index():
    kept.execute("INSERT INTO visit VALUES (1)")
    kept.commit()
    return str(database().execute("SELECT count(*) FROM item").fetchone()[0])


@app.get("/more")
def more():
    with database() as db:
        db.executemany("INSERT INTO item (name) VALUES (?)", [(f"item {n}",) for n in range(600)])
    return "added"
'''


@pytest.fixture
def shop(flask):
    return flask(SQL_APP).asked


def tables(run, name="shop.db"):
    (found,) = [one for one in inspecting.database(run, {}) if one["name"] == name]
    return {table["name"]: table for table in found["tables"]}


def page(run, table, **more):
    return inspecting.table(run, {"database": "shop.db", "table": table, **more})


def test_every_database_that_the_program_opened_is_found(shop):
    found = inspecting.database(shop, {})
    assert [(one["name"], one["in_memory"]) for one in found] == [
        (":memory:", True),
        ("shop.db", False),
    ]
    assert {one["label"] for one in found} == {"sqlite3.connect()"}


def test_a_database_that_nobody_has_opened_is_found_in_the_programs_folder(shop):
    database = sqlite3.dbapi2.connect(shop.project.root / "other.bin")
    database.execute("CREATE TABLE lone (a)")
    database.close()
    assert [one["name"] for one in inspecting.database(shop, {})][-1] == "other.bin"
    assert tables(shop, "other.bin")["lone"]["rows"] == 0


def test_a_deleted_database_is_gone(shop):
    (shop.project.root / "shop.db").unlink()
    assert [one["name"] for one in inspecting.database(shop, {})] == [":memory:"]


def test_a_file_that_is_damaged_says_so(shop):
    path = shop.project.root / "shop.db"
    content = bytearray(path.read_bytes())
    content[100:2000] = b"\xff" * 1900
    path.write_bytes(content)
    (damaged,) = [one for one in inspecting.database(shop, {}) if one["name"] == "shop.db"]
    assert damaged["tables"] == []
    assert damaged["error"].startswith("shop.db can't be read just now")


def test_a_table_tells_its_columns(shop):
    columns = {column["name"]: column for column in tables(shop)["item"]["columns"]}
    assert columns["id"] == {
        "name": "id",
        "type": "INTEGER",
        "notnull": False,
        "default": None,
        "pk": 1,
        "fk": None,
    }
    assert columns["name"]["default"] == "'thing'"
    assert columns["kind_id"]["fk"] == {"table": "kind", "column": None, "on_delete": "CASCADE"}
    assert tables(shop)["kind"]["columns"][1]["notnull"] is True


def test_a_table_tells_its_rows_its_statement_and_its_indexes(shop):
    item = tables(shop)["item"]
    assert (item["kind"], item["rows"], item["internal"]) == ("table", 3, False)
    assert item["sql"].startswith("CREATE TABLE item (")
    assert item["indexes"] == [
        {"name": "by_price", "unique": False, "columns": ["price", "name"], "origin": "index"}
    ]
    assert tables(shop)["kind"]["indexes"][0]["origin"] == "unique"
    assert (tables(shop)["cheap"]["kind"], tables(shop)["cheap"]["rows"]) == ("view", 2)


def test_a_view_of_a_table_that_is_gone_does_not_hide_the_others(shop):
    inspecting.sql(shop, {"database": "shop.db", "text": "DROP TABLE item"})
    found = tables(shop)
    assert found["cheap"]["rows"] is None
    assert found["kind"]["rows"] == 1


def test_rows_come_page_by_page(shop):
    shop.visit(get("/more"))
    first = page(shop, "item", limit=2)
    assert first["columns"] == ["id", "name", "price", "picture", "kind_id"]
    assert first["rows"] == [[1, "tea", 1.5, None, 1], [2, "milk", 1.0, None, 1]]
    assert (first["offset"], first["total"]) == (0, 603)
    assert page(shop, "item", offset=602)["rows"] == [[603, "item 599", None, None, None]]
    assert len(page(shop, "item")["rows"]) == 50
    assert len(page(shop, "item", limit=100_000)["rows"]) == 500


def test_rows_are_sorted_by_a_column(shop):
    assert [row[1] for row in page(shop, "item", order="price")["rows"]] == ["milk", "tea", "jam"]
    assert [row[1] for row in page(shop, "item", order="-price")["rows"]] == ["jam", "tea", "milk"]


def test_a_view_and_a_table_with_a_strange_name_can_be_read(shop):
    assert [row[1] for row in page(shop, "cheap", order="name")["rows"]] == ["milk", "tea"]
    assert page(shop, 'odd "name') == {"columns": ["a", "b"], "rows": [], "offset": 0, "total": 0}


def test_cells_are_cut_and_blobs_told_as_sql(shop):
    text = "UPDATE item SET picture = x'00ff', name = printf('%.*c', 2000, 'x') WHERE id = 1"
    inspecting.sql(shop, {"database": "shop.db", "text": text})
    row = page(shop, "item")["rows"][0]
    assert row[3] == "x'00ff'"
    assert row[1] == "x" * 1000 + "… (2,000 characters)"


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ({"database": "none", "table": "item"}, "There is no database 'none'. There is :memory:, "),
        ({"database": "shop.db", "table": "itme"}, "There is no table 'itme' in shop.db. There"),
        ({"database": "shop.db", "table": "item", "order": "size"}, "no column 'size' to sort by"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(shop, wanted, complaint):
    with pytest.raises(NoSuchDatabase, match=complaint):
        inspecting.table(shop, wanted)


def test_a_database_in_memory_is_read_through_the_programs_own_connection(shop):
    shop.visit(get("/"))
    assert tables(shop, ":memory:")["visit"]["rows"] == 1


def test_looking_into_databases_is_no_query_of_the_programs(shop):
    inspecting.database(shop, {})
    page(shop, "item")
    exchange = shop.visit(get("/"))["exchanges"][0]
    assert [query["sql"] for query in exchange["queries"]] == [
        "INSERT INTO visit VALUES (1)",
        "SELECT count(*) FROM item",
    ]


@pytest.mark.parametrize(
    ("address", "name", "label"),
    [
        ("sqlite:///notes.sqlite3", "instance/notes.sqlite3", "SQLAlchemy engine sqlite:///"),
        ("sqlite://", ":memory:", "SQLAlchemy engine sqlite://"),
    ],
)
def test_databases_of_sqlalchemy_are_found(flask, address, name, label):
    code = FLASK_NOTES["app.py"].replace("sqlite:///notes.sqlite3", address)
    run = flask({**FLASK_NOTES, "app.py": code}).asked
    (found,) = inspecting.database(run, {})
    assert found["name"] == name
    assert found["label"].startswith(label)
    assert [table["name"] for table in found["tables"]] == ["note"]


def test_databases_of_django_go_by_their_alias():
    with interpreter() as python:
        python.start("django", DJANGO_ADMIN)
        (found,) = python.call("database", {})
        assert (found["name"], found["label"]) == ("default", 'DATABASES["default"]')
        tables = {table["name"]: table for table in found["tables"]}
        assert tables["app_note"]["internal"] is False
        assert tables["auth_user"]["internal"] is True
        assert tables["django_migrations"]["internal"] is True
        refused = python.call("table", {"database": "default", "table": "note"})
        assert refused["refused"].startswith("There is no table 'note' in default. There are ")
