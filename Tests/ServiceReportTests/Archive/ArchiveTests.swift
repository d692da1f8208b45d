import Foundation
import IPDECTCore
import Journal
import NetworkValues
import ReportSupport
import Snapshot
import Testing

@testable import ServiceReport

@Suite struct ArchiveTests {
    /// Reads an archive with Python: every CSV has as many fields in each row, is the same as its JSON, the manifest is
    /// true, and the journal is one object a line.
    private static let reader = """
        import csv, hashlib, io, json, sys, tarfile
        with tarfile.open(sys.argv[1]) as archive:
            members = archive.getmembers()
            folder = members[0].name.split("/")[0]
            assert all(m.name.split("/")[0] == folder and (m.isfile() or m.isdir()) for m in members)
            assert all((m.uid, m.gid, m.mode & 0o077) == (0, 0, 0) for m in members), [oct(m.mode) for m in members]
            files = {m.name[len(folder) + 1:]: archive.extractfile(m).read() for m in members if m.isfile()}
        manifest = json.loads(files["MANIFEST.json"])
        listed = {f["name"]: f for f in manifest["files"]}
        assert set(listed) == set(files) - {"MANIFEST.json"}, set(listed) ^ set(files)
        for name, entry in listed.items():
            assert entry["octets"] == len(files[name]), name
            assert entry["sha256"] == hashlib.sha256(files[name]).hexdigest(), name
        for name in [n for n in files if n.endswith(".csv") and n[:-3] + "json" in files]:
            rows = list(csv.reader(io.StringIO(files[name].decode("utf-8"), newline=""), strict=True))
            objects = json.loads(files[name[:-3] + "json"])
            assert len(objects) == len(rows) - 1, name
            for row, item in zip(rows[1:], objects):
                assert len(row) == len(rows[0]) and list(item) == rows[0], name
                for key, field in zip(rows[0], row):
                    value = item[key]
                    text = "" if value is None else {True: "yes", False: "no"}.get(value, str(value)) \\
                        if isinstance(value, bool) else str(value)
                    if value is None: text = ""
                    assert field == text or field == "'" + text, (name, key, field, value)
                    assert not field[:1] in ("=", "@"), (name, key, field)
        lines = files["journal.jsonl"].decode("utf-8").splitlines()
        numbers = [json.loads(line)["number"] for line in lines]
        assert numbers == sorted(numbers)
        print(len(files), len(numbers), manifest["journalRecordsLeftOut"], manifest["redaction"])
        """

    private func read(_ bench: ReportBench, _ redaction: ReportRedaction) async throws -> String {
        let library = try bench.library()
        let begun = try library.start(ReportRequest(redaction: redaction, author: "test"))
        #expect(await library.wait(for: begun.id)?.state == .finished)
        let path = try #require(library.path(begun.id, .archive))
        return try await ReportBench.run("python3", ["-c", Self.reader, path])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(arguments: ReportRedaction.allCases)
    func `Python reads the archive and finds the manifest true`(redaction: ReportRedaction) async throws {
        let bench = try ReportBench()
        try await bench.log(["=1+1", "a,\"b\"\r\nc", "\t+5", "@x", "-5", "ü\u{0}\u{7f}"])
        let said = try await read(bench, redaction)
        #expect(said.hasSuffix("6 0 \(redaction.rawValue)"))
    }

    @Test func `a site with nothing in it has an archive, too`() async throws {
        var site = ReportSite(radios: 1, scenario: .quiet, seconds: 1, isNamed: false)
        site.snapshot.site.radios = []
        site.snapshot.site.regions = []
        let bench = try ReportBench(site)
        #expect(try await read(bench, .none).hasSuffix("0 0 none"))
    }

    @Test func `the journal's last day is found, and what is too much is left out and counted`() async throws {
        let bench = try ReportBench()
        try await bench.log((0..<50).map { "old \($0)" }, secondsAgo: 90_000)
        try await bench.log((0..<300).map { "new \($0)" })
        let day = try await JournalDay(bench.journal, until: bench.site.snapshot.time)
        #expect(day.first == 51 && day.last == 350 && day.count == 300)
        #expect(try await day.newest(10).map(\.number) == Array((341...350).reversed()))
        #expect(try await day.start(from: day.first, within: 10 * 165) > 335)
        #expect(try await day.start(from: day.first, within: .max) == 51)
        let folder = bench.folder + "/archive"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var archive = ReportArchive(
            folder: folder, matter: ReportMatter(bench.sources()), sources: bench.sources(), redactor: Redactor(.none))
        archive.limits.records = 100
        let written = try await archive.writeJournal { _ in }
        #expect(written.leftOut == 200)
        let text = try String(contentsOfFile: folder + "/journal.jsonl", encoding: .utf8)
        #expect(text.split(separator: "\n").count == 100 && text.contains("new 299") && !text.contains("new 199\""))
    }

    @Test func `rows are safe in a spreadsheet`() {
        func row(_ fields: [String]) -> String {
            var out: [UInt8] = []
            CSVRow.add(fields, to: &out)
            return String(decoding: out, as: UTF8.self)
        }
        #expect(row(["a", "b,c", "d\"e", "f\ng"]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n")
        #expect(
            row(["=1+1", "+SUM(A1)", "-71", "-1.5", "@x", "-x"])
                == "\"'=1+1\",\"'+SUM(A1)\",-71,-1.5,\"'@x\",\"'-x\"\r\n")
    }
}
