import NetworkValues
import Snapshot

/// Reads one kind of figure of the host. A file for each, after the model of node_exporter.
protocol Sampler {
    /// The name, as metrics and messages show it.
    static var name: String { get }
    /// Milliseconds that the figures are good for: before that they are not read again. 0 for each time.
    static var pauseMilliseconds: Int64 { get }
    /// Reads below the reader's root and sets what it knows in `status`, which has the figures of before. Returns whether
    /// everything could be read; what could not keeps its figure.
    mutating func sample(_ reader: HostReader, into status: inout HostStatus, at now: Timestamp) -> Bool
}

extension Sampler {
    static var pauseMilliseconds: Int64 { 0 }
}
