import CLinux
import CPcap
import CaptureFormats
import Glibc
import Synchronization

/// The capture of one interface, on a thread of its own: takes what the kernel has, and offers it to every reader.
final class InterfaceCapture: Sendable {
    /// Milliseconds until the kernel hands over a block of its buffer that is not full.
    static let blockMilliseconds: Int32 = 100
    /// Octets that are taken at once.
    private static let roomOctets = 2 << 20

    private struct State {
        var readers: [CaptureReader] = []
        var leaving: [Leaving] = []
        var questions: [CheckedContinuation<Void, Never>] = []
        var totals = CaptureTotals()
        /// Nobody can join any more.
        var isEnding = false
    }

    /// A reader that has enough, but gets what came before it said so.
    private struct Leaving {
        var reader: CaptureReader
        var due: ContinuousClock.Instant
        var done: CheckedContinuation<Void, Never>
    }

    let name: String
    let isPromiscuous: Bool
    let linkType: LinkType
    let bufferOctets: Int
    private let own: OwnTraffic
    nonisolated(unsafe) private let handle: OpaquePointer
    private let wake: Int32
    private let state = Mutex(State())
    /// Held while the kernel's filter is chosen and set, so that the last choice stays.
    private let filtering = Mutex(())

    /// Opens the interface. Throws `CaptureError`.
    init(_ name: String, isPromiscuous: Bool, bufferOctets: Int, own: OwnTraffic) throws(CaptureError) {
        var message = [CChar](repeating: 0, count: Int(IPD_PCAP_MESSAGE))
        var isForbidden: Int32 = 0
        let opened = ipd_pcap_open(
            name, Int32(CaptureRequest.snapLengthLimit), isPromiscuous ? 1 : 0, Int32(clamping: bufferOctets),
            Self.blockMilliseconds, &isForbidden, &message)
        guard let handle = opened else {
            let reason = text(of: message)
            throw isForbidden != 0
                ? CaptureError(.forbidden, "expected the right to capture (CAP_NET_RAW), got: \(reason)")
                : CaptureError(.noInterface, "\(name) cannot be opened: \(reason)")
        }
        let wake = ipd_wake_open()
        guard wake >= 0 else {
            ipd_pcap_close(handle)
            throw CaptureError(.limit, "there are no descriptors left for a capture of \(name)")
        }
        self.name = name
        self.isPromiscuous = isPromiscuous
        self.bufferOctets = bufferOctets
        self.own = own
        self.handle = handle
        self.wake = wake
        linkType = LinkType(dlt: UInt32(bitPattern: ipd_pcap_link_type(handle)))
    }

    deinit {
        ipd_pcap_close(handle)
        close(wake)
    }

    /// Starts the thread. When the system has none left, it ends the capture and whoever has joined it, and throws.
    func start(_ startThread: CaptureEngine.StartThread) throws(CaptureError) {
        guard startThread("capture \(name)", { self.run() }) else {
            let reason = "there is no thread left for a capture of \(name)"
            end(.failed(reason))
            throw CaptureError(.limit, reason)
        }
    }

    // MARK: Readers

    /// Takes one more reader. Returns whether it could: not when the capture is about to end.
    func add(_ reader: CaptureReader) -> Bool {
        let isAdded = state.withLock { state in
            guard !state.isEnding else { return false }
            state.readers.append(reader)
            return true
        }
        updateFilter()
        return isAdded
    }

    /// Lets a reader go, after what has come for it until now. Ends the capture with the last one; then nobody can join it
    /// any more, which `true` says.
    func remove(_ reader: CaptureReader) async {
        await withCheckedContinuation { done in
            let isDone = state.withLock { state in
                guard state.readers.contains(where: { $0 === reader }) else { return true }
                let due = ContinuousClock.now.advanced(by: .milliseconds(Int(Self.blockMilliseconds) + 20))
                state.leaving.append(Leaving(reader: reader, due: due, done: done))
                let hasOthers = state.readers.contains { one in !state.leaving.contains { $0.reader === one } }
                if !hasOthers { state.isEnding = true }
                return false
            }
            if isDone { done.resume() }
            ipd_wake(wake)
        }
    }

    /// Ends the capture if nobody reads it.
    func endIfUnread() {
        state.withLock { if $0.readers.isEmpty { $0.isEnding = true } }
        ipd_wake(wake)
    }

    /// Whether nobody can join any more.
    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// Has the filters looked at again; once this returns, they hold.
    func filtersChanged() { updateFilter() }

    /// Lets every reader's counts be those of now.
    func count() async {
        await withCheckedContinuation { done in
            let isRunning = state.withLock { state in
                guard !state.readers.isEmpty else { return false }
                state.questions.append(done)
                return true
            }
            if isRunning { ipd_wake(wake) } else { done.resume() }
        }
    }

    var totals: CaptureTotals { state.withLock { $0.totals } }

    // MARK: The thread

    private func run() {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.roomOctets, alignment: 8)
        defer { room.deallocate() }
        let descriptor = ipd_pcap_descriptor(handle)
        var countAt = ContinuousClock.now
        var isMuted = false
        while true {
            _ = ipd_wait(descriptor, wake, pause)
            ipd_wake_clear(wake)
            if !isMuted, isEnding {
                filtering.withLock { _ in _ = ipd_socket_mute(descriptor) }
                isMuted = true
            }
            if let reason = drain(room) {
                end(.failed(reason))
                return
            }
            let questions = state.withLock { state in
                defer { state.questions = [] }
                return state.questions
            }
            if !questions.isEmpty || countAt.duration(to: .now) > .seconds(1) {
                takeCounts()
                countAt = .now
            }
            for question in questions { question.resume() }
            if letGo() || isAbandoned { return }
        }
    }

    private var isAbandoned: Bool { state.withLock { $0.isEnding && $0.readers.isEmpty } }

    /// Milliseconds to wait at most.
    private var pause: Int32 {
        state.withLock { state in
            guard let due = state.leaving.map(\.due).min() else { return 1000 }
            return Int32(clamping: Int64((due - .now) / .milliseconds(1)) + 1).clamped(to: 1...1000)
        }
    }

    /// Takes what is there and offers it. Returns why nothing more can be taken, if so.
    private func drain(_ room: UnsafeMutableRawBufferPointer) -> String? {
        var message = [CChar](repeating: 0, count: Int(IPD_PCAP_MESSAGE))
        let (readers, known) = (state.withLock { $0.readers }, own.known)
        // Not for ever: a network that never pauses must not keep new readers waiting.
        for _ in 0..<64 {
            var octets: UInt32 = 0
            var isMore: Int32 = 0
            let count = ipd_pcap_take(
                handle, room.baseAddress, UInt32(room.count), &octets, &isMore, &message)
            guard count >= 0 else { return text(of: message) }
            guard count > 0 else { return nil }
            let batch = PacketBatch(UnsafeRawBufferPointer(rebasing: room[..<Int(octets)]))
            for reader in readers { reader.offer(batch, leavingOut: known) }
        }
        return nil
    }

    /// Lets the kernel sort out for a single reader; with several, each is served from everything.
    private func updateFilter() {
        filtering.withLock { _ in
            let (isEnding, readers) = state.withLock { ($0.isEnding, $0.readers) }
            // A capture that ends lets nothing more pass.
            if !isEnding { install(for: readers) }
        }
    }

    private func install(for readers: [CaptureReader]) {
        let descriptor = ipd_pcap_descriptor(handle)
        // Every packet meets the filter of its reader here, too; the kernel only saves the way for most. What begins with
        // another header than Ethernet looks different to it.
        if linkType == .ethernet, readers.count == 1, let own = readers[0].filter, own.isForKernel,
            own.install(in: descriptor)
        {
            return
        }
        _ = CompiledFilter.everything.install(in: descriptor)
    }

    private func takeCounts() {
        var counts = ipd_pcap_counts()
        guard ipd_pcap_count(handle, &counts) == 0 else { return }
        let (readers, totals) = state.withLock { state in
            state.totals.update(counts)
            return (state.readers, state.totals)
        }
        for reader in readers { reader.take(totals) }
    }

    /// Lets those readers go whose time has come. Returns whether nobody is left, and the thread ends.
    private func letGo() -> Bool {
        let now = ContinuousClock.now
        let gone = state.withLock { state in
            let gone = state.leaving.filter { $0.due <= now }
            state.leaving.removeAll { $0.due <= now }
            return gone
        }
        guard !gone.isEmpty else { return false }
        takeCounts()
        // A question that came since the thread took them is answered by the end.
        let (isEmpty, questions) = state.withLock { state in
            state.readers.removeAll { reader in gone.contains { $0.reader === reader } }
            guard state.readers.isEmpty else { return (false, [CheckedContinuation<Void, Never>]()) }
            defer { state.questions = [] }
            return (true, state.questions)
        }
        updateFilter()
        for leaving in gone {
            leaving.reader.finish(.stopped)
            leaving.done.resume()
        }
        for question in questions { question.resume() }
        return isEmpty
    }

    /// Ends all readers, because nothing more can be taken.
    private func end(_ reason: CaptureEnd) {
        takeCounts()
        let (readers, leaving, questions) = state.withLock { state in
            defer { state = State(totals: state.totals, isEnding: true) }
            return (state.readers, state.leaving, state.questions)
        }
        for reader in readers { reader.finish(reason) }
        for one in leaving { one.done.resume() }
        for question in questions { question.resume() }
    }
}

extension Comparable {
    fileprivate func clamped(to limits: ClosedRange<Self>) -> Self {
        min(max(self, limits.lowerBound), limits.upperBound)
    }
}
