import Foundation
import Subprocess
import Testing

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

@testable import Journal

/// A full disk, for real: a small file system of the process's own, in a mount namespace that goes with it.
@Suite struct DiskFullTests {
    /// Runs the program on a file system of `kibibytes`; `nil`, with the reason, when this machine lets nobody mount.
    private func fill(kibibytes: Int) async throws -> (lines: [String], reason: String) {
        let script = """
            mount -t tmpfs -o size=\(kibibytes)k journal-test /mnt || exit 77
            "$0" --fill /mnt/journal.sqlite && "$0" --append /mnt/journal.sqlite 1 0 | head -1; ls -l /mnt >&2
            """
        let arguments = [getuid() == 0 ? "-m" : "-Urm", "sh", "-c", script, try Crasher.path]
        let result = try await Subprocess.run(
            .name("unshare"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        let (output, errors) = (result.standardOutput, result.standardError)
        guard case .exited(0) = result.terminationStatus else { return ([], errors + output) }
        return (output.split(separator: "\n").map(String.init), errors)
    }

    /// Disks with room for the file and the reserve, for little more than the reserve, and not even for that.
    @Test(arguments: [16_384, 9216, 6144, 1536])
    func `a full disk costs the oldest records and an error, never the journal`(kibibytes: Int) async throws {
        let (lines, reason) = try await fill(kibibytes: kibibytes)
        try #require(!reason.contains("mount failed") && !reason.contains("unshare failed"), "skipped: \(reason)")
        try #require(lines.count == 4, "\(lines) \(reason)")

        func numbers(_ line: String) -> [UInt64] { line.split(separator: " ").compactMap { UInt64($0) } }
        // Its own growth met the end of the disk: the oldest records went, and were counted.
        let full = numbers(lines[0])
        #expect(lines[0].hasPrefix("full") && full.count == 3)
        #expect(full[0] >= 4096)
        #expect(full[0] == full[1])
        #expect(full[2] == full[0] + 1)
        // Nothing was left at all: it went on, in its own pages or with errors.
        let squeezed = numbers(lines[1])
        #expect(lines[1].hasPrefix("squeezed") && squeezed.count == 2)
        // Room again: appending succeeds, and the journal knows that all is well.
        #expect(lines[2].hasPrefix("recovered") && lines[2].hasSuffix("since well"))
        #expect((numbers(lines[2]).first ?? 0) > squeezed[1])
        // The next process finds it whole.
        #expect(lines[3].hasPrefix("ready"))
        #expect((numbers(lines[3]).first ?? 0) >= (numbers(lines[2]).first ?? 1))
    }
}
