import Glibc
import NetworkValues
import Synchronization

extension CaptureSpool {
    /// What is to be sent next; `nil` for nothing now.
    func next(at now: Timestamp, refreshMilliseconds: Int64) -> UploadJob? {
        index.withLock { $0.next(at: now, refreshMilliseconds: refreshMilliseconds) }
    }

    /// Opens what a job sends; `nil` when it has given way meanwhile.
    func begin(_ job: UploadJob, at now: Timestamp) -> SegmentSource? {
        index.withLock { index in
            guard let segment = index[job.name] else { return nil }
            let path = folder.file(of: segment)
            guard let source = SegmentSource(path, octets: job.octets) else {
                // Somebody has removed the file by hand: the next is not to wait for it.
                if access(path, F_OK) != 0 { index.forget(job.name) }
                return nil
            }
            index.began(job, at: now)
            return source
        }
    }

    /// The server has what a job sent.
    func uploaded(_ job: UploadJob) {
        index.withLock { index in
            guard let before = index[job.name], let sent = index.uploaded(job) else { return }
            _ = folder.rename(before, to: sent.state)
        }
    }

    /// The server does not take what a job sent: it is not tried again before `until`.
    func refused(_ job: UploadJob, until: Timestamp) {
        index.withLock { $0.refused(job, until: until) }
    }
}
