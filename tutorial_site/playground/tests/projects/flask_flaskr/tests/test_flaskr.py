import os
import tempfile
import unittest

from flaskr import create_app
from flaskr.db import get_db, init_db


class FlaskrTests(unittest.TestCase):
    def setUp(self):
        self.file, path = tempfile.mkstemp()
        self.app = create_app({"TESTING": True, "DATABASE": path})
        with self.app.app_context():
            init_db()
        self.client = self.app.test_client()

    def tearDown(self):
        os.close(self.file)

    def test_ping(self):
        self.assertEqual(self.client.get("/ping").data, b"pong")

    def test_register(self):
        answer = self.client.post("/auth/register", data={"name": "a", "password": "a"})
        self.assertEqual(answer.headers["Location"], "/auth/login")
        with self.app.app_context():
            self.assertIsNotNone(get_db().execute("SELECT * FROM person").fetchone())
