import Dispatch

/// Where reports are made: on one thread of their own, which may wait for the disk and yields to everything else.
final class ReportThread: TaskExecutor {
    private let queue = DispatchQueue(label: "ipdect.report", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
