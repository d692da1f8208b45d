public import Journal
import LogProtocols
public import TLSKit

/// A log server: where it is, how it is spoken to, and which records it gets (manual 4.9.2).
public struct LogServer: Hashable, Sendable {
    /// How records travel.
    public enum Transport: String, CaseIterable, Sendable {
        /// Not at all.
        case off
        /// Lines over a TCP connection.
        case tcp
        /// Syslog datagrams (RFC 5426). Nobody acknowledges them.
        case syslog
        /// Syslog over TLS (RFC 5425).
        case syslogTLS = "syslog-tls"
        /// One HTTP request for each record.
        case http
        /// The same over TLS.
        case https

        /// The port when none is given.
        public var standardPort: UInt16 {
            switch self {
            case .off, .tcp, .syslog: 514
            case .syslogTLS: 6514
            case .http: 80
            case .https: 443
            }
        }

        /// Whether the connection is under TLS.
        public var usesTLS: Bool { self == .syslogTLS || self == .https }
        /// Whether a peer's acknowledgement is known: of its kernel, or of the web server.
        public var isAcknowledged: Bool { self != .syslog }
    }

    /// How a line looks.
    public enum Form: String, CaseIterable, Sendable {
        /// As the devices write it: the class as facility, always informational, and the text alone.
        case device
        /// RFC 3164.
        case rfc3164
        /// RFC 5424 with structured data.
        case rfc5424
    }

    /// How lines are told apart on a connection (RFC 6587 3.4).
    public enum Framing: String, CaseIterable, Sendable {
        /// Each ends with a line feed.
        case lf
        /// The length stands before each.
        case octetCounting = "octet-counting"
    }

    /// How a record goes into an HTTP request.
    public enum Method: String, CaseIterable, Sendable {
        /// As the query of a GET.
        case get
        /// The same text as the content of a POST.
        case post
    }

    /// The number, from 1.
    public var index: Int
    /// A name for people; empty for none.
    public var name: String
    /// How records travel.
    public var transport: Transport
    /// Address or host name.
    public var host: String
    /// The port.
    public var port: UInt16
    /// The path of HTTP, percent-encoded, with a slash in front.
    public var path: String
    /// How a record goes into an HTTP request.
    public var method: Method
    /// The class: facility local0 to local7.
    public var classNumber: UInt8
    /// How a line looks.
    public var form: Form
    /// How lines are told apart on a connection.
    public var framing: Framing
    /// The most octets of a line, its framing not counted.
    public var lineLimitBytes: Int
    /// The topics that it gets; empty for all.
    public var topics: Set<LogTopic>
    /// The least severe that it gets, 0 to 7.
    public var floor: UInt8
    /// How far the server's certificate is checked.
    public var certificateCheck: TLSConfiguration.Verification
    /// The most octets that are sent again behind a connection that broke.
    public var replayBytes: Int
    /// The server for which this one stands in; `nil` when it is used beside all others.
    public var backupOf: Int?

    /// Makes a server.
    public init(
        index: Int, name: String = "", transport: Transport, host: String, port: UInt16? = nil, path: String = "/",
        method: Method = .get, classNumber: UInt8 = 0, form: Form = .device, framing: Framing? = nil,
        lineLimitBytes: Int? = nil, topics: Set<LogTopic> = [], floor: UInt8 = 7,
        certificateCheck: TLSConfiguration.Verification = .full, replayBytes: Int = 1 << 20, backupOf: Int? = nil
    ) {
        self.index = index
        self.name = name
        self.transport = transport
        self.host = host
        self.port = port ?? transport.standardPort
        self.path = path
        self.method = method
        self.classNumber = classNumber
        self.form = form
        self.framing = framing ?? (transport == .syslogTLS ? .octetCounting : .lf)
        self.lineLimitBytes = lineLimitBytes ?? (transport == .syslog ? 2048 : 8192)
        self.topics = topics
        self.floor = floor
        self.certificateCheck = certificateCheck
        self.replayBytes = replayBytes
        self.backupOf = backupOf
    }

    /// How the encoder writes its lines.
    var lineFormat: LogFormat {
        switch form {
        case .device: .device
        case .rfc3164: .rfc3164
        case .rfc5424: .rfc5424
        }
    }

    /// How the encoder parts its lines on a connection.
    var lineFraming: LogFraming {
        switch framing {
        case .lf: .lineFeed
        case .octetCounting: .octetCounting
        }
    }

    /// The name of its cursor in the journal.
    var cursorName: String { "log.\(index)" }

    /// Where it is, for people.
    public var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
