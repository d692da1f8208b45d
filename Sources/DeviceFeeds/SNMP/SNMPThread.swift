import CLinux
import CNetSNMP
import Glibc
import Synchronization
import Threads

/// The thread of Net-SNMP's library. The library has one state for the whole process and is not thread-safe: all that
/// uses it are actors that run here, one after another. The thread waits for their sockets and their times, and costs
/// nothing while there is nothing to do.
final class SNMPThread: SerialExecutor {
    /// The thread of this process, started when it is first asked for; `nil` when the system has none left.
    static let shared: SNMPThread? = SNMPThread()

    /// Jobs that run before sockets are looked at again: answers must not wait behind a thousand questions.
    private static let jobsInARow = 64

    private struct State {
        var jobs: [UnownedJob] = []
        var watches: [Int32: @Sendable () -> Void] = [:]
        var alarms: [Int: Alarm] = [:]
        var lastAlarm = 0
    }

    private struct Alarm {
        var milliseconds: UInt64
        var action: @Sendable () -> Void
    }

    private let state = Mutex(State())
    private let identity = Atomic<UInt>(0)
    private let wake: Int32

    private init?() {
        wake = ipd_wake_open()
        guard wake >= 0 else { return nil }
        let started = SystemThread(name: "snmp") { [self] in loop() }
        if started == nil {
            close(wake)
            return nil
        }
    }

    // MARK: The executor

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = state.withLock {
            $0.jobs.append(job)
            return $0.jobs.count == 1
        }
        if isFirst, !isHere { ipd_wake(wake) }
    }

    func isIsolatingCurrentContext() -> Bool? { isHere }

    func checkIsolated() {
        precondition(isHere, "what belongs to the SNMP thread ran on another one")
    }

    private var isHere: Bool { identity.load(ordering: .relaxed) == UInt(pthread_self()) }

    // MARK: Sockets and times, for the actors that run here

    /// Calls `action` on this thread whenever `descriptor` has something to read or an error to tell.
    func watch(_ descriptor: Int32, _ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.watches[descriptor] = action }
    }

    /// Looks at `descriptor` no longer.
    func unwatch(_ descriptor: Int32) {
        state.withLock { _ = $0.watches.removeValue(forKey: descriptor) }
    }

    /// A number under which an alarm can be set.
    func alarm() -> Int {
        state.withLock {
            $0.lastAlarm += 1
            return $0.lastAlarm
        }
    }

    /// Calls `action` once on this thread when the clock shows `milliseconds`; what was set under `alarm` before is off.
    func set(_ alarm: Int, at milliseconds: UInt64, _ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.alarms[alarm] = Alarm(milliseconds: milliseconds, action: action) }
    }

    /// Sets an alarm off.
    func clear(_ alarm: Int) {
        state.withLock { _ = $0.alarms.removeValue(forKey: alarm) }
    }

    /// Runs `action` on this thread, after what waits already.
    func perform(_ action: @escaping @Sendable () -> Void) {
        let number = alarm()
        set(number, at: 0, action)
        ipd_wake(wake)
    }

    /// The clock of the alarms, in milliseconds.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }

    // MARK: The loop

    private func loop() {
        identity.store(UInt(pthread_self()), ordering: .relaxed)
        // The engine ID of a manager that nobody gave one: RFC 3411, 5, snmpEngineID, with octets of our own.
        let engine: [UInt8] = [0x80, 0x00, 0x1f, 0x88, 0x80] + (0..<12).map { _ in UInt8.random(in: 0...255) }
        _ = ipd_snmp_start(engine, UInt32(engine.count))
        while true {
            runJobs()
            runAlarms()
            waitForSockets()
        }
    }

    private func runJobs() {
        let jobs = state.withLock { state in
            let some = Array(state.jobs.prefix(Self.jobsInARow))
            state.jobs.removeFirst(some.count)
            return some
        }
        for job in jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    private func runAlarms() {
        let now = Self.now()
        let due = state.withLock { state in
            let due = state.alarms.filter { $0.value.milliseconds <= now }.sorted { $0.key < $1.key }
            for alarm in due { state.alarms[alarm.key] = nil }
            return due
        }
        for alarm in due { alarm.value.action() }
    }

    private func waitForSockets() {
        let (descriptors, pause) = state.withLock { state in
            let next = state.jobs.isEmpty ? state.alarms.values.map(\.milliseconds).min() : 0
            return (Array(state.watches.keys), next)
        }
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0))
        let now = Self.now()
        let wait = pause.map { $0 <= now ? 0 : Int32(clamping: $0 - now) } ?? -1
        guard poll(&polled, nfds_t(polled.count), wait) > 0 else { return }
        if polled.removeLast().revents != 0 { ipd_wake_clear(wake) }
        for ready in polled where ready.revents != 0 {
            let action = state.withLock { $0.watches[ready.fd] }
            action?()
        }
    }
}
