/// How capturing stands.
public struct PacketCaptureStatus: Hashable, Sendable {
    /// The server of Remote PCAP.
    public var server: RPCAPServerStatus
    /// Those who read, by number.
    public var readers: [CaptureReaderStatus]
    /// Captures into files, those that have ended among them.
    public var files: [CaptureFiles.Status]
}
