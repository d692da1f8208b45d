import Faults
import Glibc
import Journal
import NetworkValues

/// Measures a journal in a folder and, beside it, what the disk itself allows: the same bytes appended to a bare file
/// with one `fdatasync` for each 64 records.
struct Benchmark {
    let folder: String
    let records: Int

    func run() async throws {
        let path = "\(folder)/bench-\(getpid()).sqlite"
        defer { for suffix in ["", "-wal", "-shm", ".lock", ".reserve"] { unlink(path + suffix) } }
        var journal = try JournalCrasher.open(path, JournalSettings(maximumBytes: 8 << 30, checkedBytes: 8 << 30))
        try await single(journal)
        try await batches(journal)
        try await concurrent(journal)
        try await readBack(journal)
        try await lines(journal)
        try await search(journal)
        try await cursors(journal)
        let bytes = journal.status.fileBytes
        say("file_bytes_per_record \(bytes / Int64(journal.lastNumber))")
        await journal.close()
        let opening = ContinuousClock().measure { _ = try? JournalCrasher.open(path).lastNumber }
        say("open_milliseconds \(opening.milliseconds)")
        let checking = ContinuousClock().measure {
            _ = try? JournalCrasher.open(path, JournalSettings(checkedBytes: 8 << 30)).lastNumber
        }
        say("open_with_check_milliseconds \(checking.milliseconds)")
        journal = try JournalCrasher.open(path, JournalSettings(maximumBytes: 8 << 30))
        await journal.close()
        bareFile(bytesPerRecord: Int(bytes) / max(1, records))
    }

    /// One record a call, one call at a time: the latency of an alarm.
    private func single(_ journal: Journal) async throws {
        var latencies: [Duration] = []
        let start = ContinuousClock.now
        for index in 0..<2000 {
            let before = ContinuousClock.now
            try await journal.append([.fault(Samples.fault(index, time: wallClock()))])
            latencies.append(ContinuousClock.now - before)
        }
        report("append_one_by_one", 2000, since: start)
        latencies.sort()
        say("append_latency_p50_milliseconds \(latencies[latencies.count / 2].milliseconds)")
        say("append_latency_p99_milliseconds \(latencies[latencies.count * 99 / 100].milliseconds)")
        say("append_latency_max_milliseconds \(latencies[latencies.count - 1].milliseconds)")
    }

    private func batches(_ journal: Journal) async throws {
        let batches = (0..<16).map { batch in
            (0..<64).map { JournalContent.fault(Samples.fault(batch * 64 + $0, time: wallClock())) }
        }
        let before = journal.status.counters.commits
        let start = ContinuousClock.now
        for index in 0..<(records / 64) { try await journal.append(batches[index % batches.count]) }
        report("append_64_a_commit", records / 64 * 64, since: start)
        say("append_64_a_commit_commits \(journal.status.counters.commits - before)")
    }

    private func concurrent(_ journal: Journal) async throws {
        let before = journal.status.counters.commits
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<128 {
                group.addTask {
                    for index in 0..<500 {
                        try await journal.append([.fault(Samples.fault(task * 500 + index, time: wallClock()))])
                    }
                }
            }
            try await group.waitForAll()
        }
        report("append_by_128_callers", 64_000, since: start)
        say("append_by_128_callers_commits \(journal.status.counters.commits - before)")
    }

    private func readBack(_ journal: Journal) async throws {
        let start = ContinuousClock.now
        var number: UInt64 = 0
        var count = 0
        while let last = try await journal.records(after: number, limit: 4096).last {
            count += Int(last.number - number)
            number = last.number
        }
        report("read_back", count, since: start)
    }

    /// Lines of logs as a relay brings them: a call for what one read of a socket gave.
    private func lines(_ journal: Journal) async throws {
        let batch = (0..<320).map { JournalContent.log(Samples.line($0, time: wallClock())) }
        let first = journal.lastNumber
        var start = ContinuousClock.now
        for _ in 0..<(records / 320) { try await journal.append(batch) }
        report("append_320_lines_a_call", records / 320 * 320, since: start)
        start = ContinuousClock.now
        var number = first
        while let last = try await journal.records(after: number, limit: 512).last { number = last.number }
        report("read_lines_back", Int(number - first), since: start)
    }

    private func search(_ journal: Journal) async throws {
        let start = ContinuousClock.now
        let found = try await journal.search(JournalQuery(text: "no such text"))
        say("search_without_a_find_milliseconds \((ContinuousClock.now - start).milliseconds) found \(found.count)")
    }

    private func cursors(_ journal: Journal) async throws {
        let cursor = try await journal.cursor(named: "bench", startingAt: .oldest)
        let start = ContinuousClock.now
        for number in 1...1000 { try await cursor.advance(to: UInt64(number)) }
        report("cursor_advances", 1000, since: start)
    }

    private func bareFile(bytesPerRecord: Int) {
        let name = "\(folder)/bench-\(getpid()).bare"
        let descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { return }
        defer {
            close(descriptor)
            unlink(name)
        }
        let block = [UInt8](repeating: 0x55, count: bytesPerRecord * 64)
        let start = ContinuousClock.now
        for _ in 0..<2000 {
            guard write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0 else { return }
        }
        report("bare_file_64_a_sync", 2000 * 64, since: start)
    }

    private func report(_ name: String, _ count: Int, since start: ContinuousClock.Instant) {
        let seconds = (ContinuousClock.now - start).milliseconds / 1000
        say("\(name)_per_second \(Int(Double(count) / max(seconds, 0.000_001)))")
    }
}

extension Duration {
    /// The duration in milliseconds, to a microsecond.
    fileprivate var milliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1000
    }
}
