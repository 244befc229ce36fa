"""Imports at the same moment: the library's row is locked, so that each sees what the other wrote."""

import threading

from django.db import connection

from resources.actions.import_topic import import_topic
from resources.importers.saved_topic import parse_saved_topic
from resources.models import Keyword, ResourcePage, TopicPage
from tests.make import make_library
from tests.resources.test_import_topic import PLAIN


def test_two_imports_of_one_file_and_one_of_another_share_everything(committed_index):
    library = make_library()
    text = PLAIN.read_text()
    texts = [text, text, text.replace("Night Work in", "Other Work in")]
    answers, start = [], threading.Barrier(len(texts))

    def run(text):
        try:
            start.wait()
            answers.append(import_topic(saved=parse_saved_topic(text), parent=library).is_new)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, True, True]
    assert TopicPage.objects.count() == 2
    assert ResourcePage.objects.count() == 6
    assert Keyword.objects.count() == 8
    library.refresh_from_db()
    assert library.numchild == 8
