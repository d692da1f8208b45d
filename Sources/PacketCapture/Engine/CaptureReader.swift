public import CaptureFormats
import Synchronization
import Waking

/// One who reads a capture: gets its packets in its own format through a buffer of its own. One that is slow loses packets
/// of its own, which are counted, and holds up nobody.
public final class CaptureReader: Sendable {
    /// The state of a reader.
    struct State: Sendable {
        var buffer: [UInt8] = []
        var encoder: any PacketEncoder
        var counts = CaptureCounts()
        /// Packets in the buffer.
        var waiting: UInt64 = 0
        var filter: CompiledFilter?
        var sampler: PacketSampler
        var linkType: LinkType
        /// Why nothing more comes; `nil` while more may come.
        var end: CaptureEnd?
        /// The kernel's counts when the reader began.
        var baseline: CaptureTotals?
    }

    /// What it wants.
    public let request: CaptureRequest
    /// Its number, by which it can be ended.
    public let id: UInt64
    private let state: Mutex<State>
    private let bell = Doorbell()

    init(_ id: UInt64, _ request: CaptureRequest, linkType: LinkType, filter: CompiledFilter?) {
        self.id = id
        self.request = request
        var state = State(
            encoder: request.encoder(), filter: filter, sampler: PacketSampler(request.sampling), linkType: linkType)
        state.encoder.begin(linkType: linkType, into: &state.buffer)
        self.state = Mutex(state)
    }

    /// What its packets begin with.
    public var linkType: LinkType { state.withLock { $0.linkType } }
    /// What became of its packets until now.
    public var counts: CaptureCounts { state.withLock { $0.counts } }
    /// Why it has ended; `nil` while it goes on.
    public var end: CaptureEnd? { state.withLock { $0.end } }

    // MARK: The side of who reads

    /// Puts what waits into `octets`, whose memory is used again; waits until there is something. Returns whether there
    /// was: not when the capture has ended and everything was taken, or the task is cancelled.
    public func read(into octets: inout [UInt8]) async -> Bool {
        octets.removeAll(keepingCapacity: true)
        while !Task.isCancelled {
            let hasEnded = state.withLock { state in
                guard state.buffer.isEmpty else {
                    swap(&state.buffer, &octets)
                    state.counts.delivered += state.waiting
                    state.counts.deliveredOctets += UInt64(octets.count)
                    state.waiting = 0
                    return false
                }
                return state.end != nil
            }
            if !octets.isEmpty { return true }
            if hasEnded { return false }
            await bell.wait()
        }
        return false
    }

    // MARK: The side of the capture

    /// Offers the packets of a batch.
    func offer(_ batch: PacketBatch, leavingOut own: OwnTraffic.Known) {
        let isRung = state.withLock { state in
            let before = state.buffer.count
            batch.forEach { state.offer($0, request, own) }
            return state.buffer.count > before
        }
        if isRung { bell.ring() }
        if isFull { finish(.countReached) }
    }

    /// Offers a record of the log as a packet.
    func offer(trace octets: [UInt8], at time: PacketTime) {
        state.withLock { state in
            octets.withUnsafeBufferPointer { octets in
                state.add(
                    CapturedPacket(time: time, length: UInt32(octets.count), octets: octets), request,
                    captured: min(octets.count, request.snapLength))
            }
            state.counts.traceRecords += 1
        }
        bell.ring()
    }

    private var isFull: Bool {
        guard let limit = request.packetLimit else { return false }
        return state.withLock { $0.counts.taken >= limit }
    }

    /// Nothing more comes.
    func finish(_ end: CaptureEnd) {
        state.withLock { state in
            guard state.end == nil else { return }
            state.end = end
            state.encoder.end(state.counts, at: CaptureClock.now, into: &state.buffer)
        }
        bell.ring()
    }

    /// Takes another filter; what was taken before stays.
    func take(_ filter: CompiledFilter?) { state.withLock { $0.filter = filter } }

    /// Takes another sampling.
    public func take(_ sampling: PacketSampling) { state.withLock { $0.sampler = PacketSampler(sampling) } }

    var filter: CompiledFilter? { state.withLock { $0.filter } }

    /// Takes what the kernel has counted; what stood there at the first call does not concern this reader.
    func take(_ totals: CaptureTotals) {
        state.withLock { state in
            let baseline = state.baseline ?? totals
            state.baseline = baseline
            state.counts.droppedByKernel = totals.dropped &- baseline.dropped
            state.counts.droppedByInterface = totals.droppedByInterface &- baseline.droppedByInterface
        }
    }
}

extension CaptureReader.State {
    /// Takes a packet if it passes, and there is room.
    mutating func offer(_ packet: CapturedPacket, _ request: CaptureRequest, _ own: OwnTraffic.Known) {
        guard end == nil else { return }
        if let limit = request.packetLimit, counts.taken >= limit { return }
        var captured = min(packet.octets.count, request.snapLength)
        if let filter {
            let passed = filter.match(packet)
            guard passed > 0 else { return }
            captured = min(captured, Int(passed))
        }
        if own.contains(packet, linkType: linkType) {
            counts.ownTraffic += 1
            return
        }
        guard sampler.admits(packet.time) else { return }
        add(packet, request, captured: captured)
    }

    mutating func add(_ packet: CapturedPacket, _ request: CaptureRequest, captured: Int) {
        guard end == nil else { return }
        counts.taken += 1
        guard buffer.count + captured + encoder.overhead <= request.bufferOctets else {
            counts.dropped += 1
            return
        }
        encoder.append(packet, captured: captured, into: &buffer)
        waiting += 1
    }
}
