import Glibc
import Journal
import Logging
import NetworkValues

/// The journal's victim and its stopwatch:
///
///     JournalCrasher --append PATH SEED BYTES   appends without end and says what was acknowledged; to be killed
///     JournalCrasher --fill PATH SECONDS        appends until the disk has been full and was written again
///     JournalCrasher --bench FOLDER [RECORDS]   measures, as name and value by line
@main
struct JournalCrasher {
    static func main() async {
        // A limit on a file's size must come as an error, not as the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case ("--append", 4):
                try await Victim(path: arguments[1], seed: UInt64(arguments[2]) ?? 0, bytes: Int64(arguments[3]) ?? 0)
                    .run()
            case ("--fill", 2):
                try await Filler(path: arguments[1]).run()
            case ("--bench", 2...3):
                try await Benchmark(
                    folder: arguments[1], records: arguments.count > 2 ? Int(arguments[2]) ?? 0 : 640_000
                )
                .run()
            default:
                say("usage: JournalCrasher --append PATH SEED BYTES | --fill PATH | --bench FOLDER [RECORDS]")
                exit(64)
            }
        } catch {
            say("failed \(error)")
            exit(1)
        }
    }

    static func open(_ path: String, _ settings: JournalSettings = JournalSettings()) throws(JournalError) -> Journal {
        try Journal(
            path: path, settings: settings,
            logger: Logger(label: "journal", factory: { _ in SwiftLogNoOpLogHandler() }),
            now: wallClock)
    }
}

/// The wall clock.
@Sendable func wallClock() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}

/// Writes one line to the standard output at once: what is said is said, even if the next instruction is the last.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}
