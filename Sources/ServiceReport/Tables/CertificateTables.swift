import NetworkValues
import TLSKit

/// The tables of certificates.
enum CertificateTables {
    static func all(_ matter: ReportMatter) -> ReportTable {
        let device = matter.deviceCertificate.map { ("device (\(matter.deviceCertificateKind))", $0) }
        let trusted = matter.trusted.map { ("trusted", $0) }
        return ReportTable(
            "certificates", "Certificates",
            [
                ReportColumn("use", "Use"), ReportColumn("subject", "Subject", .subject),
                ReportColumn("issuer", "Issuer", .subject), ReportColumn("notBefore", "Valid from"),
                ReportColumn("notAfter", "Valid until"), ReportColumn("daysLeft", "Days left"),
                ReportColumn("names", "Names", .hosts), ReportColumn("addresses", "Addresses", .text),
                ReportColumn("key", "Key"), ReportColumn("signature", "Signature"),
                ReportColumn("serial", "Serial number", .fingerprint),
                ReportColumn("fingerprint", "SHA-256", .fingerprint),
            ], of: device + trusted
        ) { use, certificate in
            [
                .init(use), .init(certificate.subject), .init(certificate.issuer), .time(certificate.notBefore),
                .time(certificate.notAfter), .init(certificate.notAfter.milliseconds(since: matter.time) / 86_400_000),
                .init(certificate.dnsNames.joined(separator: " ")),
                .init(certificate.addresses.map { "\($0)" }.joined(separator: " ")),
                .init(certificate.keyDescription), .init(certificate.signatureDescription),
                .init(certificate.serialNumber), .init(certificate.fingerprint),
            ]
        }
    }

    static func rejected(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "rejected-certificates", "Rejected certificates",
            [
                ReportColumn("peer", "Peer", .host), ReportColumn("purpose", "Purpose", .text),
                ReportColumn("reason", "Reason"), ReportColumn("subject", "Subject", .subject),
                ReportColumn("issuer", "Issuer", .subject), ReportColumn("count", "Times"),
                ReportColumn("firstSeen", "First"), ReportColumn("lastSeen", "Last"),
            ], of: matter.rejected
        ) { chain in
            [
                .init(chain.peer), .init(chain.purpose), .init(chain.reason.text), .init(chain.chain.first?.subject),
                .init(chain.chain.first?.issuer), .init(chain.count), .time(chain.firstSeen), .time(chain.lastSeen),
            ]
        }
    }
}
