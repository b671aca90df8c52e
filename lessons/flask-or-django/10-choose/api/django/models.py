from django.db import models


class Note(models.Model):
    text = models.TextField()

    def as_json(self):
        return {"id": self.id, "text": self.text}
