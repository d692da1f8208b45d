import Faults
import Glibc
import Journal
import NetworkValues

/// Runs a journal on a small disk. First it fills the disk itself; then another file takes the rest, so that appending
/// must fail; then that file goes, and appending must succeed again. It says what it saw.
struct Filler {
    let path: String

    func run() async throws {
        let journal = try JournalCrasher.open(path)
        let cursor = try await journal.cursor(named: "outlet", startingAt: .oldest)
        var index = 0
        var acknowledged: UInt64 = 0

        // The journal's own growth meets the end of the disk: the oldest records make room.
        while journal.status.counters.droppedForDiskFull < 4096, index < 400_000 {
            do throws(JournalError) {
                acknowledged = try await journal.append(batch(index)).upperBound
            } catch {
                guard error.code == .diskFull else { throw error }
            }
            index += 64
        }
        say(
            "full dropped \(journal.status.counters.droppedForDiskFull) lost \(cursor.lost) first \(journal.firstNumber)"
        )

        // Another program takes all that is left, until even dropping finds no room or records go on being replaced.
        let greedy = open(path + ".greedy", O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 0x55, count: 65_536)
        while write(greedy, block, block.count) > 0 {}
        var refused = 0
        for _ in 0..<300 {
            do throws(JournalError) {
                acknowledged = try await journal.append(batch(index)).upperBound
            } catch {
                guard error.code == .diskFull else { throw error }
                refused += 1
            }
            index += 64
        }
        say("squeezed refused \(refused) last \(journal.lastNumber)")
        ftruncate(greedy, 0)
        close(greedy)
        unlink(path + ".greedy")

        acknowledged = try await journal.append(batch(index)).upperBound
        say("recovered \(acknowledged) since \(journal.status.diskFullSince == nil ? "well" : "full")")
        await journal.close()
    }

    private func batch(_ index: Int) -> [JournalContent] {
        (0..<64).map { .fault(Samples.fault(index + $0, time: wallClock())) }
    }
}
