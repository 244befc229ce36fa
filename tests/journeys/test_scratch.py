import pytest
from tests.make import *
from cms.demo.build import FILES
from events.models import CaptionTrack
pytestmark = pytest.mark.journey

def test_look(site, open_page, watch, pass_time_to):
    vtt = make_document(name="a.vtt", content=(FILES/"night-shift-captions-en.vtt").read_bytes())
    mp4 = make_document(name="a.mp4", content=(FILES/"night-shift-recording.mp4").read_bytes())
    e = make_past_webinar(recording_video=mp4)
    e.caption_tracks=[CaptionTrack(document=vtt)]
    publish(e)
    page = open_page()
    page.on("response", lambda r: print(r.status, r.url, r.all_headers() if "documents" in r.url else ""))
    page.on("console", lambda m: print(m.type, m.text))
    page.goto(e.get_url())
    page.wait_for_timeout(1000)
    v = page.locator("video")
    print(v.evaluate("v => v.play().then(() => 1)"))
    page.wait_for_timeout(2500)
    print(v.evaluate("v => [v.currentTime, v.readyState, v.textTracks.length, v.textTracks[0].mode, v.textTracks[0].cues && v.textTracks[0].cues.length, document.querySelector('track').readyState]"))
    assert 0
