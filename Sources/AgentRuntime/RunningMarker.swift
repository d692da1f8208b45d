import Glibc

/// A file that is there while the agent runs: found at a start, it tells that the last run did not end in order.
struct RunningMarker: Sendable {
    let path: String

    /// Whether the last run did not end in order.
    var exists: Bool { access(path, F_OK) == 0 }

    /// Marks the run. Throws `AgentFailure` when the file cannot be made.
    func create() throws(AgentFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw AgentFailure("cannot create \(path): \(String(cString: strerror(errno)))")
        }
        fsync(descriptor)
        close(descriptor)
    }

    /// The run ended in order.
    func remove() {
        unlink(path)
    }
}
