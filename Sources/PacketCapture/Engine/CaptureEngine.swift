public import CaptureFormats
import Journal
public import NetworkValues
import Synchronization
import Threads

/// Captures for any number of readers. An interface is captured once, whoever and however many read it.
public final class CaptureEngine: Sendable {
    /// The most readers at once.
    public static let readerLimit = 64

    private struct State {
        var captures: [InterfaceCapture] = []
        var readers: [UInt64: Entry] = [:]
        var lastID: UInt64 = 0
    }

    private struct Entry {
        var reader: CaptureReader
        /// `nil` for one that reads trace records alone.
        var capture: InterfaceCapture?
        var since: Timestamp
    }

    /// What captures leave out.
    public let ownTraffic = OwnTraffic()
    private let state = Mutex(State())
    private let bufferOctets: Mutex<Int>
    private let now: @Sendable () -> Timestamp
    private let onChange: @Sendable (CaptureRequest, Bool) -> Void
    private let startThread: StartThread

    /// Starts a thread of a name that nobody joins; `false` when there is none left.
    typealias StartThread = @Sendable (String, @escaping @Sendable () -> Void) -> Bool

    /// Makes an engine. `bufferOctets` is what the kernel keeps for each interface; `onChange` hears of each capture that
    /// begins (`true`) or ends.
    public convenience init(
        bufferOctets: Int, now: @escaping @Sendable () -> Timestamp,
        onChange: @escaping @Sendable (CaptureRequest, Bool) -> Void = { _, _ in }
    ) {
        self.init(bufferOctets: bufferOctets, now: now, onChange: onChange) { SystemThread.detach(name: $0, body: $1) }
    }

    /// The same; `startThread` is how threads are started.
    init(
        bufferOctets: Int, now: @escaping @Sendable () -> Timestamp,
        onChange: @escaping @Sendable (CaptureRequest, Bool) -> Void, startThread: @escaping StartThread
    ) {
        self.bufferOctets = Mutex(bufferOctets)
        self.now = now
        self.onChange = onChange
        self.startThread = startThread
    }

    /// What the kernel keeps for interfaces that are opened from now on.
    public func apply(bufferOctets: Int) { self.bufferOctets.withLock { $0 = bufferOctets } }

    /// Begins to read. Throws `CaptureError`. Who calls it calls `close` once it is done, however it ended.
    public func open(_ request: CaptureRequest) throws(CaptureError) -> CaptureReader {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        guard state.withLock({ $0.readers.count }) < Self.readerLimit else {
            throw CaptureError(.limit, "\(Self.readerLimit) captures run already; end one of them first")
        }
        let entry = try join(id, request)
        state.withLock { $0.readers[id] = entry }
        onChange(request, true)
        return entry.reader
    }

    /// Lets a reader go, after what has come for it until now: it reads that, and then its end.
    public func close(_ reader: CaptureReader) async {
        guard let entry = state.withLock({ $0.readers.removeValue(forKey: reader.id) }) else { return }
        if let capture = entry.capture {
            await capture.remove(reader)
            state.withLock { $0.captures.removeAll { $0.isEnding } }
        }
        reader.finish(.stopped)
        onChange(reader.request, false)
    }

    /// Ends the reader of a number. Returns whether there is one.
    public func stop(_ id: UInt64) async -> Bool {
        guard let reader = state.withLock({ $0.readers[id]?.reader }) else { return false }
        await close(reader)
        return true
    }

    /// Gives a reader another filter.
    public func setFilter(_ filter: CaptureFilter, of reader: CaptureReader) throws(CaptureError) {
        reader.take(try filter.compiled(for: reader.linkType))
        state.withLock { $0.readers[reader.id]?.capture }?.filtersChanged()
    }

    /// Brings the counts of a reader up to now.
    public func count(_ reader: CaptureReader) async -> CaptureCounts {
        await state.withLock { $0.readers[reader.id]?.capture }?.count()
        return reader.counts
    }

    /// What the packets of an interface begin with. Throws `CaptureError` when it cannot be opened.
    public func linkType(of interface: String) throws(CaptureError) -> LinkType {
        if let capture = state.withLock({ $0.captures.first { $0.name == interface && !$0.isEnding } }) {
            return capture.linkType
        }
        return try InterfaceCapture(interface, isPromiscuous: false, bufferOctets: 1 << 20, own: ownTraffic).linkType
    }

    /// Those who read, by number.
    public var readers: [CaptureReaderStatus] {
        state.withLock { state in
            state.readers.values.map { entry in
                CaptureReaderStatus(
                    entry.reader, since: entry.since, bufferOctets: entry.capture?.bufferOctets ?? 0)
            }.sorted { $0.id < $1.id }
        }
    }

    // MARK: Trace records

    /// Whether somebody reads records of the log.
    var isTraced: Bool { state.withLock { $0.readers.values.contains { $0.reader.request.takesTrace } } }

    /// Hands a record of the log to those who read them; `packet` makes it for a link type.
    func trace(at time: PacketTime, packet: (LinkType) -> [UInt8]) {
        let readers = state.withLock { $0.readers.values.map(\.reader).filter(\.request.takesTrace) }
        var made: [LinkType: [UInt8]] = [:]
        for reader in readers {
            let octets = made[reader.linkType] ?? packet(reader.linkType)
            made[reader.linkType] = octets
            // Packets of some links cannot carry a line.
            guard !octets.isEmpty else { continue }
            reader.offer(trace: octets, at: time)
        }
    }

    // MARK: Joining

    private func join(_ id: UInt64, _ request: CaptureRequest) throws(CaptureError) -> Entry {
        guard let interface = request.interface else {
            let reader = CaptureReader(
                id, request, linkType: .ethernet, filter: try request.filter.compiled(for: .ethernet))
            return Entry(reader: reader, capture: nil, since: now())
        }
        while true {
            let capture = try capture(of: interface, isPromiscuous: request.isPromiscuous)
            let filter: CompiledFilter?
            do {
                filter = try request.filter.compiled(for: capture.linkType)
            } catch {
                capture.endIfUnread()
                throw error
            }
            let reader = CaptureReader(id, request, linkType: capture.linkType, filter: filter)
            if capture.add(reader) { return Entry(reader: reader, capture: capture, since: now()) }
        }
    }

    /// The capture of an interface: the one that runs, or a new one.
    private func capture(of interface: String, isPromiscuous: Bool) throws(CaptureError) -> InterfaceCapture {
        func isIt(_ capture: InterfaceCapture) -> Bool {
            capture.name == interface && capture.isPromiscuous == isPromiscuous && !capture.isEnding
        }
        if let capture = state.withLock({ $0.captures.first(where: isIt) }) { return capture }
        let capture = try InterfaceCapture(
            interface, isPromiscuous: isPromiscuous, bufferOctets: bufferOctets.withLock { $0 }, own: ownTraffic)
        // Somebody else may have opened it meanwhile: one of the two is enough.
        let (chosen, isNew) = state.withLock { state in
            state.captures.removeAll { $0.isEnding }
            if let other = state.captures.first(where: isIt) { return (other, false) }
            state.captures.append(capture)
            return (capture, true)
        }
        guard isNew else { return chosen }
        do throws(CaptureError) {
            try chosen.start(startThread)
        } catch {
            // Nobody shall join one that takes nothing.
            state.withLock { $0.captures.removeAll { $0 === chosen } }
            throw error
        }
        return chosen
    }
}
