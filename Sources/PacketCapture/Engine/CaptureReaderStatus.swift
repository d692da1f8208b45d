import CaptureFormats
public import NetworkValues

/// How one reader of a capture stands.
public struct CaptureReaderStatus: Hashable, Sendable {
    /// Its number.
    public var id: UInt64
    /// Who reads, for people.
    public var viewer: String
    /// The interface; `nil` for trace records alone.
    public var interface: String?
    /// The filter, for people; empty for none.
    public var filter: String
    /// Since when.
    public var since: Timestamp
    /// What the kernel keeps for the interface.
    public var bufferOctets: Int
    /// What became of its packets.
    public var counts: CaptureCounts
    /// Why it has ended, in words; `nil` while it goes on.
    public var end: String?
    /// Whether records of the log stand between the packets.
    public var takesTrace: Bool

    init(_ reader: CaptureReader, since: Timestamp, bufferOctets: Int) {
        id = reader.id
        viewer = reader.request.viewer
        interface = reader.request.interface
        self.since = since
        self.bufferOctets = bufferOctets
        counts = reader.counts
        takesTrace = reader.request.takesTrace
        filter =
            switch reader.request.filter {
            case .all: ""
            case .text(let text): text
            case .program(let program): "a program of \(program.instructions.count) instructions"
            }
        end =
            switch reader.end {
            case nil: nil
            case .stopped: "stopped"
            case .countReached: "as many packets as wanted have come"
            case .failed(let reason): reason
            }
    }
}
