import Foundation
import NetworkValues
import Subprocess
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

@testable import PacketCapture

/// The program that writes a spool; it is built beside the tests.
enum Crasher {
    static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return (tests as NSString).deletingLastPathComponent + "/SpoolCrasher"
        }
    }

    /// Lets it append, and kills it when it has said `lines` lines. Returns the last number that was on the disk.
    static func killed(_ bench: SpoolBench, afterLines lines: Int) async throws -> UInt64 {
        let arguments = Arguments(["--append", bench.folder, "300000"])
        let result = try await Subprocess.run(
            .path(FilePath(path)), arguments: arguments, input: .none, output: .sequence, error: .discarded
        ) { execution in
            var (count, synced, isKilled) = (0, UInt64(0), false)
            for try await line in execution.standardOutput.strings() {
                synced = line.split(separator: " ").last.flatMap { UInt64($0) } ?? synced
                count += 1
                if count >= lines, !isKilled {
                    isKilled = true
                    try execution.send(signal: .kill)
                }
            }
            return synced
        }
        return result.closureResult
    }
}

@Suite struct KillTests {
    @Test(arguments: [1, 3, 8, 20])
    func `after kill -9 under load nothing that was on the disk is missing`(lines: Int) async throws {
        let bench = try SpoolBench(isOnDisk: true)
        let synced = try await Crasher.killed(bench, afterLines: lines)
        #expect(synced >= UInt64(lines) * 2000)
        #expect(bench.files.filter { $0.hasSuffix(".open") }.count >= 1)
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        // A busy machine kills late: there may be much of it.
        let spool = try bench.open(limit: 100_000_000_000, at: now, isUnclean: true, begins: false)
        let names = bench.files.compactMap { SegmentName($0) }.sorted()
        #expect(names.filter(\.isCrash).count == 1 && bench.files.count == names.count)
        let numbers = try names.filter { !$0.isCrash }.flatMap { try bench.numbers($0.text) }
        #expect(numbers == Array(1...UInt64(numbers.count)) && UInt64(numbers.count) >= synced)
        // It ran for less than the minutes of the trace: that has everything.
        let crash = try #require(names.first { $0.isCrash })
        let traced = try bench.numbers(crash.text)
        #expect(traced == numbers, "\(traced.count) of \(numbers.count) from \(traced.first ?? 0)")
        #expect(spool.next(at: now, refreshMilliseconds: 0)?.name == crash)
    }
}

/// A full disk, for real: a small file system of the process's own, in a mount namespace that goes with it.
@Suite struct SpoolDiskFullTests {
    private func fill(kibibytes: Int, packets: Int) async throws -> (lines: [String], reason: String) {
        let script = """
            mount -t tmpfs -o size=\(kibibytes)k spool-test /mnt || exit 77
            "$0" --fill /mnt \(packets); for file in /mnt/spool/*.pcap; do cat "$file" >>"$1"; done
            """
        let output = NSTemporaryDirectory() + "spool-full-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: output) }
        let arguments = [getuid() == 0 ? "-m" : "-Urm", "sh", "-c", script, try Crasher.path, output]
        let result = try await Subprocess.run(
            .name("unshare"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard case .exited(0) = result.terminationStatus else {
            return ([], result.standardError + result.standardOutput)
        }
        var lines = result.standardOutput.split(separator: "\n").map(String.init)
        let octets = try Data(contentsOf: URL(fileURLWithPath: output))
        // Files one behind the other: a header wherever a new one begins.
        var place = 0
        var numbers: [UInt64] = []
        while place < octets.count {
            if octets[place..<(place + 4)].elementsEqual([0xd4, 0xc3, 0xb2, 0xa1]) { place += 24 }
            let length = Int(octets[place + 8]) | Int(octets[place + 9]) << 8
            numbers.append(octets[(place + 16)..<(place + 24)].reduce(0) { $0 << 8 | UInt64($1) })
            place += 16 + length
        }
        lines.append("kept \(numbers.count) \(numbers == numbers.sorted() && place == octets.count)")
        return (lines, result.standardError)
    }

    @Test(arguments: [(6144, 8000), (5000, 4200), (2600, 3000)])
    func `a full disk costs packets that are counted, and no more than those`(kibibytes: Int, packets: Int)
        async throws
    {
        let (lines, reason) = try await fill(kibibytes: kibibytes, packets: packets)
        try #require(!reason.contains("mount failed") && !reason.contains("unshare failed"), "skipped: \(reason)")
        try #require(lines.count == 4, "\(lines) \(reason)")
        func numbers(_ line: String) -> [UInt64] { line.split(separator: " ").compactMap { UInt64($0) } }
        let full = numbers(lines[0])
        #expect(lines[0].hasSuffix("the disk is full: /mnt/spool") && full[0] > 0 && full[1] == full[0] * 1000)
        // When there is room again nothing more is lost.
        #expect(lines[1] == "room 0 well")
        let sum = numbers(lines[2])
        #expect(lines[3] == "kept \(sum[0] - sum[1]) true")
    }
}
