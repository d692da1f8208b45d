import Foundation
import Testing

/// A program that we did not write, against which the agent is tested.
struct Peer: Sendable {
    /// The name of the executable.
    let name: String
    /// The Debian package that has it.
    let package: String
    /// The executable's path; `nil` when it is not installed.
    let path: String?

    init(_ name: String, package: String) {
        self.name = name
        self.package = package
        let folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"]
        path = folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private init(_ name: String, package: String, path: String?) {
        self.name = name
        self.package = package
        self.path = path
    }

    static let snmpget = Peer("snmpget", package: "snmp")
    static let snmpgetnext = Peer("snmpgetnext", package: "snmp")
    static let snmpbulkget = Peer("snmpbulkget", package: "snmp")
    static let snmpwalk = Peer("snmpwalk", package: "snmp")
    static let snmpbulkwalk = Peer("snmpbulkwalk", package: "snmp")
    static let snmptable = Peer("snmptable", package: "snmp")
    static let snmpset = Peer("snmpset", package: "snmp")
    static let snmptranslate = Peer("snmptranslate", package: "snmp")
    static let snmptrapd = Peer("snmptrapd", package: "snmptrapd")
    static let snmpsimd = Peer("snmpsimd", package: "snmpsim")
    static let smilint = Peer("smilint", package: "smitools")
    static let erl = Peer("erl", package: "erlang-base")
    static let perl = Peer("perl", package: "perl")
    static let chromium = Peer("chromium", package: "chromium")
    static let chromedriver = Peer("chromedriver", package: "chromium-driver")
    static let curl = Peer("curl", package: "curl")
    static let ping = Peer("ping", package: "iputils-ping")
    static let traceroute = Peer("traceroute", package: "traceroute")
    static let ip = Peer("ip", package: "iproute2")
    static let dnsmasq = Peer("dnsmasq", package: "dnsmasq-base")
    static let keaDHCP4 = Peer("kea-dhcp4", package: "kea-dhcp4-server")
    static let keaDHCP6 = Peer("kea-dhcp6", package: "kea-dhcp6-server")
    static let unshare = Peer("unshare", package: "util-linux")
    static let setpriv = Peer("setpriv", package: "util-linux")
    static let nsenter = Peer("nsenter", package: "util-linux")
    static let blackboxExporter = Peer("prometheus-blackbox-exporter", package: "prometheus-blackbox-exporter")
    static let nodeExporter = Peer("prometheus-node-exporter", package: "prometheus-node-exporter")
    static let victoriaMetrics = Peer("victoria-metrics", package: "victoria-metrics")
    static let lldpd = Peer("lldpd", package: "lldpd")
    static let lldpcli = Peer("lldpcli", package: "lldpd")
    static let tshark = Peer("tshark", package: "tshark")
    static let capinfos = Peer("capinfos", package: "wireshark-common")
    static let tcpdump = Peer("tcpdump", package: "tcpdump")
    static let script = Peer("script", package: "bsdutils")
    static let prometheus = Peer("prometheus", package: "prometheus")
    static let promtool = Peer("promtool", package: "prometheus")
    static let snmpExporter = Peer("prometheus-snmp-exporter", package: "prometheus-snmp-exporter")

    static let hostapd = Peer("hostapd", package: "hostapd")

    static let rsyslogd = Peer("rsyslogd", package: "rsyslog")
    /// rsyslog's modules for RELP.
    static let rsyslogRELP = Peer(
        "omrelp", package: "rsyslog-relp",
        path: FileManager.default.fileExists(atPath: "/usr/lib/x86_64-linux-gnu/rsyslog/omrelp.so")
            ? rsyslogd.path : nil)
    static let nginx = Peer("nginx", package: "nginx-light")
    static let openssl = Peer("openssl", package: "openssl")
    static let ncat = Peer("ncat", package: "ncat")
    static let logger = Peer("logger", package: "bsdutils")
    static let alertmanager = Peer("prometheus-alertmanager", package: "prometheus-alertmanager")
    static let amtool = Peer("amtool", package: "prometheus-alertmanager")

    /// syslog-ng, which cannot be installed beside rsyslog: contrib/test unpacks it beside the build.
    static let syslogNG = Peer("syslog-ng", package: "contrib/test", path: unpacked("usr/sbin/syslog-ng"))
    /// Its generator of load.
    static let loggen = Peer("loggen", package: "contrib/test", path: unpacked("usr/bin/loggen"))
    /// The folder into which Debian packages are unpacked.
    static let syslogNGRoot = Repository.root + "/.build-peers-debian"
    /// What its programs need to find their libraries.
    static let syslogNGEnvironment = [
        "SYSLOGNG_PREFIX": "\(syslogNGRoot)/usr",
        "LD_LIBRARY_PATH": "\(syslogNGRoot)/usr/lib/syslog-ng:\(syslogNGRoot)/usr/lib/x86_64-linux-gnu",
    ]

    private static func unpacked(_ name: String) -> String? {
        let path = syslogNGRoot + "/" + name
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    /// Python with the modules that contrib/test installs beside the build.
    static let python = Peer(
        "python3", package: "contrib/test",
        path: Optional(Repository.root + "/.build-peers/bin/python").flatMap {
            FileManager.default.isExecutableFile(atPath: $0) ? $0 : nil
        })
    /// Perl with Net::SNMP, which is written in Perl from end to end.
    static let perlNetSNMP = Peer(
        "Net::SNMP", package: "libnet-snmp-perl",
        path: FileManager.default.fileExists(atPath: "/usr/share/perl5/Net/SNMP.pm") ? perl.path : nil)
    /// Erlang with its SNMP application.
    static let erlangManager = Peer(
        "Erlang's SNMP manager", package: "erlang-snmp", path: ErlangMIBs.folder == nil ? nil : erl.path)
}

/// The MIB modules of the IETF that Debian has: those that come with Erlang.
enum ErlangMIBs {
    /// The folder; `nil` when erlang-snmp is not installed.
    static let folder: String? = {
        let library = "/usr/lib/erlang/lib"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
        return names.first { $0.hasPrefix("snmp-") }.map { "\(library)/\($0)/mibs" }
    }()
}

extension Trait where Self == ConditionTrait {
    /// Runs a test only where its peers are installed and the agent is built; the reason names what is missing.
    static func peers(_ peers: Peer...) -> ConditionTrait {
        let missing = peers.filter { $0.path == nil }.map { "\($0.name) (install \($0.package))" }
        return .enabled(if: missing.isEmpty, "not here: \(missing.joined(separator: ", "))")
    }

    /// Runs a test only where the agent's executable was built.
    static var builtAgent: ConditionTrait {
        .enabled(if: AgentProcess.executable != nil, "the executable ipdect-agent was not built beside the tests")
    }
}

/// The repository that these tests stand in.
enum Repository {
    /// The repository's folder, found from this file's own path.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
