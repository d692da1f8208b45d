import Foundation
import Glibc
import Synchronization

/// A network namespace of its own for the thread that a test's body runs on, with a pair of Ethernet interfaces that are
/// joined, `us` and `them`. Programs that the body starts are in it, too. It goes with the thread.
public enum PrivateNetwork {
    /// Whether it can be had: it takes root.
    public static let isAllowed = geteuid() == 0

    private typealias Unshare = @convention(c) (Int32) -> Int32
    /// CLONE_NEWNET.
    private static let newNetwork: Int32 = 0x4000_0000

    /// Runs `body` there, on a thread of its own, within the task of the caller; what it throws is thrown.
    public static func run(_ body: @escaping @Sendable () throws -> Void) async throws {
        let thread = NetworkThread()
        defer { thread.end() }
        let task = Task(executorPreference: thread) { @concurrent in
            guard thread.isCurrent else { throw TestFailure("the task is not on the thread of its network") }
            try enter()
            try body()
        }
        try await task.value
    }

    private static func enter() throws {
        // Swift's Glibc module does not have it.
        guard let symbol = dlsym(nil, "unshare") else { throw TestFailure("there is no unshare(2)") }
        guard unsafeBitCast(symbol, to: Unshare.self)(newNetwork) == 0 else {
            throw TestFailure("no network namespace: \(String(cString: strerror(errno)))")
        }
        for words in ["link add us type veth peer name them", "link set us up", "link set them up"] {
            try ForeignProgram.run("ip", words.split(separator: " ").map(String.init))
        }
        try awaitCarrier("us")
        try awaitCarrier("them")
    }

    /// Waits until frames can leave through an interface: the kernel takes up its queue some time after its other side
    /// is up, and drops without a word what is sent before.
    public static func awaitCarrier(_ interface: String) throws {
        for _ in 0..<1000 where try ForeignProgram.output("ip", ["link", "show", interface]).contains("state UP") {
            return
        }
        throw TestFailure("\(interface) has no carrier")
    }
}

/// A thread that runs jobs of tasks, one by one, until it is told to end.
private final class NetworkThread: TaskExecutor {
    private let number = Mutex<pthread_t?>(nil)
    private let jobs = Mutex<[UnownedJob]>([])
    private let isEnding = Atomic(false)
    private let wake = DispatchSemaphore(value: 0)

    init() {
        let thread = Thread { [self] in
            number.withLock { $0 = pthread_self() }
            while true {
                wake.wait()
                guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
                    if isEnding.load(ordering: .acquiring) { return }
                    continue
                }
                job.runSynchronously(on: asUnownedTaskExecutor())
            }
        }
        thread.start()
    }

    /// Whether the caller runs on it.
    var isCurrent: Bool {
        number.withLock { number in number.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        wake.signal()
    }

    func end() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
    }
}
