import AlarmForwarding
import Exposition
import Faults
import IPDECTCore
import LinkProtocols
import LogForwarding
import NetworkValues
import PacketCapture
import Settings
import Snapshot
import SNMPAgent
import TLSKit

extension Redactor {
    /// Tells of everything in a report's matter that may stand in texts, in a fixed order, so that the radio with index 1
    /// is `radio-1`.
    func know(_ matter: ReportMatter) {
        know(matter.site)
        let (host, agent) = (matter.snapshot.host, matter.snapshot.agent)
        know(host.name, as: .host)
        know(agent.systemName, as: .host)
        know(agent.systemContact, as: .user)
        know(agent.systemLocation, as: .place)
        for interface in host.interfaces {
            if let mac = interface.mac { know("\(mac)", as: .mac) }
            know(interface.alias, as: .name)
            for address in interface.addresses { know("\(address.address)", as: .address) }
        }
        for probe in matter.snapshot.probes { know(probe.target, as: .host) }
        for alarm in matter.alarms {
            let name = alarm.subject.deviceName
            know(name, as: HardwareName(name) == nil ? .host : .radio)
        }
        know(matter.snapshot.lan)
        knowServers(matter)
        knowCertificates(matter)
        know(settings: matter.settings)
    }

    private func know(_ site: SiteSnapshot) {
        know(site.configuration?.name ?? "", as: .name)
        for radio in site.radios {
            know(radio.name, as: .radio)
            know("\(radio.mac)", as: .mac)
            if let address = radio.report.address { know("\(address)", as: .address) }
            if let rfpi = radio.rfpi { know("\(rfpi)", as: .rfpi) }
            know(radio.report.deviceName, as: .device)
            know(radio.locationID, as: .place)
            know(radio.locationDescription, as: .place)
        }
        for wired in site.wiredParts {
            if let rfpi = wired.part.rfpi { know("\(rfpi)", as: .rfpi) }
            know(wired.part.description, as: .place)
        }
        for master in site.masters { know("\(master.mac)", as: .mac) }
        for region in site.regions { know(region.name, as: .place) }
        for call in site.calls { know(call.user, as: .user) }
    }

    private func know(_ lan: LANStatus) {
        for port in lan.ports {
            if let mac = port.network?.mac { know("\(mac)", as: .mac) }
            for neighbour in port.lldp.neighbours {
                know("\(neighbour.source)", as: .mac)
                know(neighbour.unit.systemName ?? "", as: .host)
                know(neighbour.unit.portDescription ?? "", as: .place)
            }
            know(port.supplicant?.user ?? "", as: .user)
            know(port.supplicant?.handshake?.peerSubject ?? "", as: .subject)
            for status in port.dhcp {
                know(status.lease?.hostName ?? "", as: .host)
                know(status.lease?.domainName ?? "", as: .host)
            }
        }
    }

    private func knowServers(_ matter: ReportMatter) {
        for server in matter.logServers {
            know(server.name, as: .name)
            know(Self.authority(server.address), as: .host)
        }
        for server in matter.alarmServers {
            know(server.name, as: .name)
            know(Self.authority(server.url), as: .host)
        }
        for server in matter.remoteWrite { know(Self.authority(server.url), as: .host) }
        if let webdav = matter.webdav { know(Self.authority(webdav.url), as: .host) }
        guard let snmp = matter.snmp else { return }
        let identity = snmp.engineID.map { hexadecimal(UInt64($0), digits: 2) }.joined()
        if !identity.isEmpty { know("0x" + identity, as: .engine) }
        for target in snmp.targets {
            know(target.name, as: .name)
            know(target.host, as: .host)
        }
    }

    private func knowCertificates(_ matter: ReportMatter) {
        for certificate in matter.deviceCertificate + matter.trusted + matter.rejected.flatMap(\.chain) {
            for name in [certificate.subject, certificate.issuer] {
                know(name, as: .subject)
                // Its parts may stand alone in the text of a log.
                for part in name.split(whereSeparator: { $0 == "," || $0 == "+" }) {
                    know(String(part.drop { $0 != "=" }.dropFirst()), as: .name)
                }
            }
            for name in certificate.dnsNames { know(name, as: .host) }
            for name in certificate.emailAddresses + certificate.userPrincipalNames { know(name, as: .user) }
        }
        for chain in matter.rejected { know(chain.peer, as: .host) }
    }

    /// Options whose values name something, by what they name.
    private func know(settings text: String) {
        for entry in ConfigText(text).entries {
            guard case .config(let line) = entry.kind else { continue }
            for option in line.options {
                guard let value = option.value, value != Secret.mask else { continue }
                let field = SettingsField.field(of: option.name)
                know(field == .url ? Self.authority(value) : value, as: field == .url ? .host : field)
            }
        }
    }

    /// Tells of what a line of the agent's own log names: who logged in, who changed something, from what and to what.
    func know(namesIn text: String) {
        guard redaction == .names else { return }
        if let start = text.firstRange(of: "log-in of "), let end = text[start.upperBound...].firstRange(of: " from ") {
            know(String(text[start.upperBound..<end.lowerBound]), as: .user)
        }
        if text.hasSuffix(")"), let start = text.ranges(of: "(by ").last {
            know(String(text[start.upperBound...].dropLast()), as: .user)
        }
        // What was changed stands in quotes, and may have named something that is no longer there.
        for (place, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        where place % 2 == 1 { know(String(part), as: .name) }
    }

    /// What stands between scheme and path of a URL; of another text all of it.
    static func authority(_ text: String) -> String {
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        return String(rest.prefix { $0 != "/" && $0 != "?" })
    }
}
