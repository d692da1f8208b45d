import Foundation
import PortSupport
import Testing

/// A log server that we did not write, receiving on a port of the loopback interface; what it gets it writes into a file.
struct LogReceiver: Sendable {
    /// Which program receives, and by which of its modules.
    enum Kind: String, CaseIterable, Sendable {
        case rsyslogUDP, rsyslogTCP, rsyslogPlainTCP, rsyslogOpenSSL, rsyslogGnuTLS
        case syslogNGUDP, syslogNGLines, syslogNGOctets, syslogNGTLS

        /// Whether syslog-ng receives; otherwise it is rsyslog.
        var isSyslogNG: Bool { rawValue.hasPrefix("syslogNG") }
        /// Whether it receives under TLS.
        var usesTLS: Bool { [.rsyslogOpenSSL, .rsyslogGnuTLS, .syslogNGTLS].contains(self) }
        /// Whether it receives datagrams.
        var usesUDP: Bool { [.rsyslogUDP, .syslogNGUDP].contains(self) }
        /// The program.
        var peer: Peer { isSyslogNG ? .syslogNG : .rsyslogd }

        /// The type and what belongs to it in the settings of a server of ours.
        var settings: String {
            switch self {
            case .rsyslogUDP, .syslogNGUDP: "/type syslog"
            case .rsyslogTCP, .rsyslogPlainTCP, .syslogNGLines: "/type tcp"
            case .syslogNGOctets: "/type tcp /framing octet-counting"
            case .rsyslogOpenSSL, .rsyslogGnuTLS, .syslogNGTLS: "/type syslog-tls"
            }
        }
    }

    /// A line as it was received.
    struct Line: Sendable, Equatable {
        /// Facility times eight plus severity.
        var priority: Int
        var host: String
        var program: String
        var structuredData: String
        var message: String
    }

    /// The program.
    let kind: Kind
    /// Its port.
    let port: UInt16
    /// The process.
    let daemon: Daemon
    /// The file with what it got.
    let file: String

    /// Runs `body` while the receiver listens. `folder` keeps what it received, also for the next receiver there. One under
    /// TLS that `checksSender` takes nothing without a certificate of its authority. With `host` it is rsyslog in the
    /// network of that process, on all addresses.
    static func run<Value: Sendable>(
        _ kind: Kind, port: UInt16, in folder: String, identity: TestIdentity? = nil, checksSender: Bool = false,
        host: Int32? = nil,
        _ body: @Sendable (LogReceiver) async throws -> Value
    ) async throws -> Value {
        let path = try #require(kind.peer.path)
        let file = folder + "/received"
        let settings = folder + "/receiver.conf"
        var text = try (kind.isSyslogNG ? syslogNG : rsyslog)(kind, port, file, identity, checksSender)
        if host != nil { text = text.replacing("127.0.0.1", with: "0.0.0.0") }
        try text.write(toFile: settings, atomically: false, encoding: .utf8)
        let pid = folder + "/receiver-\(UUID().uuidString.prefix(8)).pid"
        let arguments =
            kind.isSyslogNG
            ? SyslogNG.arguments("receiver", in: folder, pid: pid) : ["-n", "-f", settings, "-i", pid]
        let program = host.map { ["nsenter", "--target", "\($0)", "--net", path] } ?? [path]
        return try await Daemon.run(
            program[0], program.dropFirst() + arguments, environment: kind.isSyslogNG ? Peer.syslogNGEnvironment : [:],
            log: folder + "/receiver.log"
        ) { daemon in
            let receiver = LogReceiver(kind: kind, port: port, daemon: daemon, file: file)
            let isUp = try await eventually(within: 15) {
                daemon.hasEnded ? false : kind.usesUDP ? isBound(port) : isListening(port, on: host)
            }
            try #require(isUp == true, "\(kind) did not start: \(daemon.printed)")
            return try await body(receiver)
        }
    }

    /// What arrived so far.
    var lines: [Line] {
        let text = (try? Data(contentsOf: URL(fileURLWithPath: file))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5, let priority = Int(fields[0]) else { return nil }
            return Line(
                priority: priority, host: fields[1], program: fields[2], structuredData: fields[3],
                message: fields[4].trimmingCharacters(in: .whitespaces))
        }
    }

    /// The numbers behind `msgnum:` in what arrived so far, in order.
    var numbers: [Int] {
        lines.compactMap { line in
            line.message.firstRange(of: "msgnum:").flatMap {
                Int(line.message[$0.upperBound...].prefix { $0.isNumber })
            }
        }
    }

    /// Waits until all numbers below `count` have arrived, and returns all that did.
    func waitForNumbers(below count: Int, within seconds: Double = 30) async throws -> [Int] {
        _ = try await eventually(within: seconds) { Set(numbers).count >= count ? true : nil }
        return numbers
    }

    private static func isListening(_ port: UInt16, on host: Int32?) -> Bool? {
        guard let host else { return LoopbackPort.isOpen(port) ? true : nil }
        let table = (try? String(contentsOfFile: "/proc/\(host)/net/tcp", encoding: .utf8)) ?? ""
        return table.contains(":" + String(port, radix: 16, uppercase: true) + " 00000000:0000 0A") ? true : nil
    }

    private static func isBound(_ port: UInt16) -> Bool? {
        let table = (try? String(contentsOfFile: "/proc/net/udp", encoding: .utf8)) ?? ""
        return table.contains(":" + String(port, radix: 16, uppercase: true) + " ") ? true : nil
    }

    private static func rsyslog(
        _ kind: Kind, _ port: UInt16, _ file: String, _ identity: TestIdentity?, _ checksSender: Bool
    ) throws -> String {
        let input: String
        switch kind {
        case .rsyslogUDP: input = #"module(load="imudp")\#ninput(type="imudp" address="127.0.0.1" port="\#(port)")"#
        case .rsyslogPlainTCP:
            input = #"module(load="imptcp")\#ninput(type="imptcp" address="127.0.0.1" port="\#(port)")"#
        case .rsyslogOpenSSL, .rsyslogGnuTLS:
            let identity = try #require(identity)
            let driver = kind == .rsyslogOpenSSL ? "ossl" : "gtls"
            input = #"""
                global(defaultNetstreamDriver="\#(driver)" defaultNetstreamDriverCAFile="\#(identity.authority)"
                    defaultNetstreamDriverCertFile="\#(identity.chain)" defaultNetstreamDriverKeyFile="\#(identity.key)")
                module(load="imtcp" streamDriver.name="\#(driver)" streamDriver.mode="1" streamDriver.authMode="\#(checksSender ? "x509/certvalid" : "anon")")
                input(type="imtcp" address="127.0.0.1" port="\#(port)")
                """#
        default: input = #"module(load="imtcp")\#ninput(type="imtcp" address="127.0.0.1" port="\#(port)")"#
        }
        // Its default is 8,096: of a line of 8,192 octets imptcp then writes 97.
        return #"""
            global(maxMessageSize="8k")
            \#(input)
            template(name="parts" type="string" string="%pri%|%hostname%|%app-name%|%structured-data%|%msg%\n")
            action(type="omfile" file="\#(file)" template="parts")

            """#
    }

    private static func syslogNG(
        _ kind: Kind, _ port: UInt16, _ file: String, _ identity: TestIdentity?, _ checksSender: Bool
    ) throws -> String {
        let source: String
        switch kind {
        case .syslogNGUDP: source = #"network(ip("127.0.0.1") port(\#(port)) transport("udp") flags(syslog-protocol))"#
        case .syslogNGOctets: source = #"syslog(ip("127.0.0.1") port(\#(port)) transport("tcp"))"#
        case .syslogNGTLS:
            let identity = try #require(identity)
            source = #"""
                syslog(ip("127.0.0.1") port(\#(port)) transport("tls")
                    tls(key-file("\#(identity.key)") cert-file("\#(identity.chain)") ca-file("\#(identity.authority)")
                        peer-verify(\#(checksSender ? "required-trusted" : "optional-untrusted"))))
                """#
        default: source = #"network(ip("127.0.0.1") port(\#(port)) transport("tcp") flags(syslog-protocol))"#
        }
        return #"""
            @version: 3.38
            options { stats-freq(0); keep-hostname(yes); };
            source s { \#(source); };
            destination d { file("\#(file)" template("$PRI|$HOST|$PROGRAM|$SDATA|$MSG\n") flush-lines(1)); };
            log { source(s); destination(d); };

            """#
    }
}
