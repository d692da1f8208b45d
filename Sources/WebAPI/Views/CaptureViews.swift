public import PacketCapture

/// An interface that packets can be taken from.
public struct CaptureInterfaceView: Codable, Sendable, Equatable {
    /// Its name.
    public var name: String
    /// What it is, in words; empty when nobody says.
    public var about: String
    /// Whether it is up.
    public var isUp: Bool
    /// Whether it is this host talking to itself.
    public var isLoopback: Bool
    /// Its addresses.
    public var addresses: [String]

    /// The view of an interface.
    public init(_ interface: CaptureInterface) {
        name = interface.name
        about = interface.about
        isUp = interface.isUp
        isLoopback = interface.isLoopback
        addresses = interface.addresses.map { "\($0.address)" }
    }
}

/// One who reads a capture. Received is delivered, waiting and both kinds of dropped together.
public struct CaptureReaderView: Codable, Sendable, Equatable {
    /// Its number.
    public var id: UInt64
    /// Who reads, and by what.
    public var viewer: String
    /// The interface; `trace` for lines of the log alone.
    public var interface: String
    /// The filter; empty for none.
    public var filter: String
    /// Since when, as RFC 3339.
    public var since: String
    /// Octets that the kernel keeps for the interface.
    public var kernelBuffer: Int
    /// Packets that passed the filter.
    public var received: UInt64
    /// Packets that the reader has got.
    public var delivered: UInt64
    /// Octets that the reader has got.
    public var octets: UInt64
    /// Packets that wait for it.
    public var waiting: UInt64
    /// Packets that were lost because it was too slow.
    public var dropped: UInt64
    /// Packets that the kernel had no room for.
    public var droppedByKernel: UInt64
    /// Packets that the interface dropped.
    public var droppedByInterface: UInt64
    /// Lines of the log among them.
    public var traceRecords: UInt64
    /// Packets left out because they carry captures away.
    public var ownTraffic: UInt64
    /// Why it has ended; empty while it goes on.
    public var end: String

    /// The view of a reader.
    public init(_ status: CaptureReaderStatus) {
        id = status.id
        viewer = status.viewer
        interface = status.interface ?? PacketCaptureSettings.traceInterface
        filter = status.filter
        since = "\(status.since)"
        kernelBuffer = status.bufferOctets
        received = status.counts.received
        delivered = status.counts.delivered
        octets = status.counts.deliveredOctets
        waiting = status.counts.waiting
        dropped = status.counts.dropped
        droppedByKernel = status.counts.droppedByKernel
        droppedByInterface = status.counts.droppedByInterface
        traceRecords = status.counts.traceRecords
        ownTraffic = status.counts.ownTraffic
        end = status.end ?? ""
    }
}

/// A capture into a file.
public struct CaptureFileView: Codable, Sendable, Equatable {
    /// Its number.
    public var id: UInt64
    /// The file, on the agent's host.
    public var path: String
    /// Octets in it.
    public var octets: UInt64
    /// The most octets that it may have.
    public var limit: UInt64
    /// Whether it goes on.
    public var isRunning: Bool
    /// Why it cannot be written; empty when it can.
    public var error: String

    /// The view of a capture into a file.
    public init(_ status: CaptureFiles.Status) {
        id = status.id
        path = status.path
        octets = status.octets
        limit = status.limitOctets
        isRunning = status.isRunning
        error = status.error
    }
}

/// How capturing stands.
public struct CaptureView: Codable, Sendable, Equatable {
    /// A port of Remote PCAP.
    public struct Listener: Codable, Sendable, Equatable {
        /// Address and port.
        public var address: String
        /// Whether it is under TLS.
        public var usesTLS: Bool
        /// Why it is not open; empty when it is.
        public var error: String
    }

    /// A client of Remote PCAP.
    public struct Session: Codable, Sendable, Equatable {
        /// Its address.
        public var peer: String
        /// The user; empty for none.
        public var user: String
        /// Since when, as RFC 3339.
        public var since: String
        /// The number of its capture; `nil` while none runs.
        public var capture: UInt64?
    }

    /// Whether Remote PCAP is served.
    public var isRemoteEnabled: Bool
    /// The ports.
    public var listeners: [Listener]
    /// The clients.
    public var sessions: [Session]
    /// Connections since the start, and those refused: by network, for want of room, by log-in.
    public var connections: UInt64
    /// Connections from networks that may not capture.
    public var forbidden: UInt64
    /// Connections over the limit.
    public var overLimit: UInt64
    /// Log-ins that were refused.
    public var refusedLogins: UInt64
    /// Messages that could not be read.
    public var malformed: UInt64
    /// Those who read.
    public var readers: [CaptureReaderView]
    /// Captures into files.
    public var files: [CaptureFileView]
    /// Files on their way to a WebDAV server.
    public var webdav: WebDAVView

    /// The view of the service's status.
    public init(_ status: PacketCaptureStatus, _ webdav: WebDAVStatus) {
        isRemoteEnabled = status.server.isEnabled
        listeners = status.server.listeners.map {
            Listener(address: $0.address, usesTLS: $0.usesTLS, error: $0.error)
        }
        sessions = status.server.sessions.map {
            Session(peer: "\($0.peer)", user: $0.user ?? "", since: "\($0.since)", capture: $0.capture)
        }
        connections = status.server.counters.connections
        forbidden = status.server.counters.forbidden
        overLimit = status.server.counters.overLimit
        refusedLogins = status.server.counters.refusedLogins
        malformed = status.server.counters.malformed
        readers = status.readers.map { CaptureReaderView($0) }
        files = status.files.map { CaptureFileView($0) }
        self.webdav = WebDAVView(webdav)
    }
}

/// What a capture into a file is to be.
public struct CaptureStart: Codable, Sendable, Equatable {
    /// The interface.
    public var interface: String
    /// The filter; empty for none.
    public var filter: String
    /// Octets of each packet.
    public var snapLength: Int
    /// Whether packets for others are taken.
    public var isPromiscuous: Bool
    /// pcap or pcapng.
    public var format: String
    /// The most octets of the file, in millions.
    public var megabytes: Int

    /// Makes it.
    public init(
        interface: String, filter: String, snapLength: Int, isPromiscuous: Bool, format: String, megabytes: Int
    ) {
        self.interface = interface
        self.filter = filter
        self.snapLength = snapLength
        self.isPromiscuous = isPromiscuous
        self.format = format
        self.megabytes = megabytes
    }
}
