"""The worker's frame code against the golden bytes, in both directions."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import wire
from host import ROOT, Host

FIXTURES = ROOT / "tests" / "fixtures" / "protocol"
sys.path.insert(0, str(ROOT / "executors" / "python-worker"))

from eager_worker.wire import frames, json_text  # noqa: E402

KINDS = ("statement", "program", "probe", "opened", "leaf", "clause", "closed")
ENDINGS = ("complete", "cut_off", "stopped")


def rows(direction: str) -> list[tuple[dict, bytes]]:
    index = json.loads((FIXTURES / "index.json").read_text(encoding="utf-8"))
    return [(row, (FIXTURES / row["file"]).read_bytes()) for row in index if row["direction"] == direction]


class GoldenFrames(unittest.TestCase):
    def test_worker_should_decode_each_frame_of_the_host(self) -> None:
        for row, data in rows("to_worker"):
            with self.subTest(row["file"]):
                payload = data[frames.HEADER_BYTES :]
                self.assertEqual(frames.payload_length(data[: frames.HEADER_BYTES]), len(payload))
                self.assertEqual(data[4], row["type"])
                self.assertEqual(self.decoded(row["type"], payload), row["fields"])

    def decoded(self, type: int, payload: bytes) -> dict:
        if type == frames.UNIT:
            unit = frames.unpack_unit(payload)
            return {
                "id": unit.id, "kind": KINDS[unit.kind], "offset": unit.offset, "line": unit.line, "source": unit.source.decode(),
            }
        if type == frames.END:
            ending, rest = frames.unpack_end(payload)
            return {"ending": ENDINGS[ending], "rest": rest.decode()}
        return json_text.read_object(payload)

    def test_worker_should_write_each_frame_as_the_golden_bytes(self) -> None:
        for row, data in rows("to_host"):
            with self.subTest(row["file"]):
                fields = row["fields"]
                if row["type"] == frames.UNIT_FINISHED:
                    made = frames.unit_finished(
                        fields["id"], wire.OUTCOMES.index(fields["outcome"]), fields["started_ns"], fields["finished_ns"],
                    )
                elif "id" in fields:
                    facts = {name: value for name, value in fields.items() if name != "id"}
                    made = frames.pack(row["type"], fields["id"].to_bytes(4, "little") + json_text.write_object(facts))
                else:
                    made = frames.pack(row["type"], json_text.write_object(fields))
                self.assertEqual(made, data)

    def test_host_of_the_tests_should_write_and_read_the_same_bytes(self) -> None:
        for row, data in rows("to_worker"):
            fields = row["fields"]
            with self.subTest(row["file"]):
                if row["type"] == wire.UNIT:
                    kind = KINDS.index(fields["kind"])
                    self.assertEqual(
                        wire.unit_frame(fields["id"], kind, fields["offset"], fields["line"], fields["source"].encode()), data,
                    )
                elif row["type"] == wire.END:
                    self.assertEqual(wire.end_frame(ENDINGS.index(fields["ending"]), fields["rest"].encode()), data)
        for row, data in rows("to_host"):
            decoded = wire.decode(data[4], data[8:])
            if isinstance(decoded, wire.Finished):
                decoded = decoded._asdict()
            elif isinstance(decoded, wire.Error):
                decoded = {"id": decoded.id, **decoded.facts}
            self.assertEqual(decoded, row["fields"])

    def test_worker_should_stop_with_status_70_at_each_wrong_frame(self) -> None:
        for row, data in rows("both"):
            with self.subTest(row["file"]), Host() as host:
                host.send(data)
                self.assertEqual(host.wait(), 70)
                self.assertEqual(host.output[2].count(b"\n"), 1, bytes(host.output[2]))
                self.assertIn(b"protocol error", host.output[2])

    def test_worker_should_take_frames_cut_anywhere(self) -> None:
        data = wire.open_frame("<stdin>", ["-"], "/") + wire.unit_frame(0, 0, 0, 1, b"print('whole')\n") + wire.end_frame(0)
        with Host() as host:
            for at in range(len(data)):
                host.send(data[at : at + 1])
            self.assertEqual(host.wait(), 0)
            self.assertEqual(host.output[1], b"whole\n")

    def test_generator_should_write_the_committed_bytes_again(self) -> None:
        committed = {path.name: path.read_bytes() for path in FIXTURES.glob("*.bin")}
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "generate.py"
            script.write_bytes((FIXTURES / "generate.py").read_bytes())
            subprocess.run([sys.executable, str(script)], check=True)
            self.assertEqual({path.name: path.read_bytes() for path in Path(folder).glob("*.bin")}, committed)


class JsonText(unittest.TestCase):
    def test_json_should_survive_every_kind_of_text(self) -> None:
        for text in ("", "plain", "größe 漢 𝄞", '"\\\n\t\x00\x7f\u2028'):
            with self.subTest(text):
                written = {"t": text, "n": None, "b": True, "i": -5}
                self.assertEqual(json.loads(json_text.write_object(written)), written)
                read = {"a": [text, {"b": 1.5}]}
                self.assertEqual(json_text.read_object(json.dumps(read, ensure_ascii=False).encode()), read)

    def test_json_should_carry_no_lone_surrogate(self) -> None:
        self.assertEqual(json_text.write_object({"t": "\udc80"}), rb'{"t":"\\udc80"}')

    def test_json_should_refuse_what_is_no_object(self) -> None:
        for data in (b"", b"1", b"[]", b"{", b"{} {}", b"\xff"):
            with self.subTest(data), self.assertRaises(ValueError):
                json_text.read_object(data)


if __name__ == "__main__":
    unittest.main()
