import Dispatch
import Glibc
import Settings
import Synchronization

/// Writes what must survive a restart, on a thread that may wait for the disk. Changes that come while it writes are
/// written together.
final class MemoryKeeper: Sendable {
    private let file: KeptText?
    private let queue = DispatchQueue(label: "access memory", qos: .utility)
    private let isScheduled = Mutex(false)
    private let errorNumber = Mutex<Int32>(0)

    /// Keeps it in a file; `nil` for nowhere.
    init(path: String?) {
        file = path.map(KeptText.init(path:))
    }

    /// What was kept; empty for nothing.
    func read() -> String { file?.read() ?? "" }

    /// Why the last writing failed; `nil` when it did not.
    var failure: String? {
        errorNumber.withLock { $0 == 0 ? nil : String(cString: strerror($0)) }
    }

    /// Writes soon what `text` gives then.
    func schedule(_ text: @escaping @Sendable () -> String) {
        guard let file else { return }
        let isFirst = isScheduled.withLock { isScheduled in
            defer { isScheduled = true }
            return !isScheduled
        }
        guard isFirst else { return }
        queue.async { [self] in
            isScheduled.withLock { $0 = false }
            let result = file.keep(text())
            errorNumber.withLock { $0 = result }
        }
    }

    /// Returns when all that was scheduled is on the disk.
    func flush() async {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume() }
        }
    }
}
