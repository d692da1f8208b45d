import Glibc
import Logging
import NetworkValues
import Synchronization

/// The closed files of all tiers: which there are, what they take, and their columns.
final class SegmentStore: Sendable {
    /// A closed file.
    struct Segment: Sendable {
        var tier: HistoryTier
        var startMilliseconds: Int64
        var bytes: Int64
        /// Steps with values, of all series.
        var valueCount: UInt64

        var name: String { "t\(tier.rawValue)-\(startMilliseconds / 1000).seg" }
        var endMilliseconds: Int64 { startMilliseconds + tier.segmentMilliseconds }
    }

    /// Heads that are kept in memory.
    private static let headerLimit = 64

    private struct State {
        var segments: [[Segment]] = HistoryTier.allCases.map { _ in [] }
        var headers: [(name: String, header: SegmentHeader)] = []
        var dropped: UInt64 = 0
        var damaged: UInt64 = 0
    }

    private let folder: HistoryFolder
    private let logger: Logger
    private let state = Mutex(State())

    /// Finds the files of a folder.
    init(_ folder: HistoryFolder, logger: Logger) throws(HistoryError) {
        self.folder = folder
        self.logger = logger
        for name in try folder.names() {
            if name.hasSuffix(".new") {
                folder.remove(name)
                continue
            }
            guard name.hasSuffix(".seg") else { continue }
            guard let header = try? header(name) else { continue }
            var status = stat()
            guard stat(folder.file(name), &status) == 0 else { continue }
            add(
                Segment(
                    tier: header.tier, startMilliseconds: header.startMilliseconds, bytes: Int64(status.st_size),
                    valueCount: header.columns.reduce(0) { $0 + UInt64($1.valueCount) }))
        }
    }

    /// What the files take in octets.
    var bytes: Int64 { state.withLock { $0.segments.joined().reduce(0) { $0 + $1.bytes } } }
    /// Files that gave way before their time.
    var dropped: UInt64 { state.withLock { $0.dropped } }
    /// Files that were damaged.
    var damaged: UInt64 { state.withLock { $0.damaged } }

    /// The files of a tier, from the oldest.
    func segments(_ tier: HistoryTier) -> [Segment] { state.withLock { $0.segments[tier.rawValue] } }

    private func add(_ segment: Segment) {
        state.withLock { state in
            state.segments[segment.tier.rawValue].removeAll { $0.startMilliseconds == segment.startMilliseconds }
            state.headers.removeAll { $0.name == segment.name }
            let list = state.segments[segment.tier.rawValue]
            let place = list.firstIndex { $0.startMilliseconds > segment.startMilliseconds } ?? list.count
            state.segments[segment.tier.rawValue].insert(segment, at: place)
        }
    }

    /// Writes a closed file.
    func write(
        _ tier: HistoryTier, start: Int64, _ columns: [(series: SeriesID, valueCount: Int, bytes: [UInt8])]
    ) throws(HistoryError) {
        let bytes = SegmentHeader.file(tier, start: start, columns)
        let segment = Segment(
            tier: tier, startMilliseconds: start, bytes: Int64(bytes.count),
            valueCount: columns.reduce(0) { $0 + UInt64($1.valueCount) })
        try folder.replace(segment.name, with: bytes)
        add(segment)
    }

    /// Removes what is too old at `time`, and then the oldest until no more than `limit` octets are left. The newest file
    /// of a tier stays.
    func trim(at time: Int64, limit: Int64) {
        var total = bytes
        for tier in HistoryTier.allCases {
            for segment in segments(tier) where segment.endMilliseconds < time - tier.keepMilliseconds {
                remove(segment)
                total -= segment.bytes
            }
        }
        while total > limit {
            // The tier that takes most gives way first.
            let candidates = HistoryTier.allCases.map { segments($0) }.filter { $0.count > 1 }
            let largest = candidates.max { left, right in
                left.reduce(0) { $0 + $1.bytes } < right.reduce(0) { $0 + $1.bytes }
            }
            guard let oldest = largest?.first else { return }
            remove(oldest)
            total -= oldest.bytes
            state.withLock { $0.dropped += 1 }
        }
    }

    private func remove(_ segment: Segment) {
        folder.remove(segment.name)
        state.withLock { state in
            state.segments[segment.tier.rawValue].removeAll { $0.startMilliseconds == segment.startMilliseconds }
            state.headers.removeAll { $0.name == segment.name }
        }
    }

    /// The series that have a column in some file.
    func liveSeries() -> Set<UInt32> {
        var live: Set<UInt32> = []
        for tier in HistoryTier.allCases {
            for segment in segments(tier) {
                if let header = try? header(segment.name) {
                    for column in header.columns { live.insert(column.series) }
                }
            }
        }
        return live
    }

    /// The octets of a series' column; `nil` when the file has none.
    func column(_ series: SeriesID, in segment: Segment) throws(HistoryError) -> [UInt8]? {
        let header = try header(segment.name)
        guard let column = header.column(series) else { return nil }
        let descriptor = open(folder.file(segment.name), O_RDONLY | O_CLOEXEC)
        // Retention may have removed it meanwhile.
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = try HistoryFolder.read(
            descriptor, at: header.size + Int(column.offset), count: Int(column.length), segment.name)
        guard bytes.count == Int(column.length), CRC32.checksum(bytes) == column.checksum else {
            setAside(segment.name)
            return nil
        }
        return bytes
    }

    private func header(_ name: String) throws(HistoryError) -> SegmentHeader {
        if let known = state.withLock({ state in state.headers.first { $0.name == name }?.header }) { return known }
        let descriptor = open(folder.file(name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw HistoryFolder.failure("cannot open \(name)") }
        defer { close(descriptor) }
        let header: SegmentHeader
        do {
            let head = try HistoryFolder.read(descriptor, at: 0, count: SegmentHeader.fixedBytes, name)
            let size = SegmentHeader.size(try SegmentHeader.columnCount(head[...]))
            header = try SegmentHeader(try HistoryFolder.read(descriptor, at: 0, count: size, name)[...])
        } catch is ByteReader.Damage {
            setAside(name)
            throw HistoryError(.damaged, "\(name) is damaged; it is set aside as \(name).damaged")
        } catch let error as HistoryError {
            throw error
        } catch {
            throw HistoryError(.failed, "\(error)")
        }
        state.withLock { state in
            state.headers.append((name, header))
            if state.headers.count > Self.headerLimit { state.headers.removeFirst() }
        }
        return header
    }

    /// A file whose columns cannot be decoded.
    func setAside(_ segment: Segment) { setAside(segment.name) }

    /// A damaged file is not looked at again; all others are as good as before.
    private func setAside(_ name: String) {
        folder.setAside(name)
        state.withLock { state in
            state.damaged += 1
            state.headers.removeAll { $0.name == name }
            for tier in HistoryTier.allCases { state.segments[tier.rawValue].removeAll { $0.name == name } }
        }
        logger.error("a file of the history is damaged and was set aside", metadata: ["file": "\(name)"])
    }
}
