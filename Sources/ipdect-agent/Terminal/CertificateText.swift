import Foundation
import WebAPI

/// Certificates as people read them.
enum CertificateText {
    /// How long before its end a certificate stands out, in seconds.
    private static let warningSeconds: TimeInterval = 30 * 86_400

    /// A table of certificates.
    static func table(_ certificates: [CertificateView]) -> TextTable {
        var table = TextTable(
            .text("Subject"), .text("Issuer"), .text("Valid until (UTC)"), .text("Key"), .text("Fingerprint"))
        for certificate in certificates {
            table.add(
                Cell(title(certificate)), Cell(certificate.isSelfSigned ? "itself" : certificate.issuer),
                Cell(certificate.notAfter.shortTime, style(until: certificate.notAfter)), Cell(certificate.key),
                Cell(short(certificate.fingerprint)))
        }
        return table
    }

    /// A table of all that stands in a certificate.
    static func details(_ certificate: CertificateView) -> TextTable {
        var table = TextTable(.text("What"), .text("Value"))
        table.add("Subject", Cell(certificate.subject))
        table.add("Issuer", Cell(certificate.issuer + (certificate.isSelfSigned ? " (itself)" : "")))
        table.add("Serial number", Cell(certificate.serial))
        table.add("Valid from", Cell(certificate.notBefore.shortTime + " UTC"))
        table.add("Valid until", Cell(certificate.notAfter.shortTime + " UTC", style(until: certificate.notAfter)))
        for (what, values) in [
            ("Names", certificate.names), ("Addresses", certificate.addresses), ("Users", certificate.users),
            ("Usages", certificate.usages),
        ] where !values.isEmpty {
            table.add(Cell(what), Cell(values.joined(separator: ", ")))
        }
        table.add("Authority", Cell(certificate.isAuthority ? "yes" : "no"))
        table.add("Key", Cell(certificate.key))
        table.add("Signature", Cell(certificate.signature))
        table.add("SHA-256", Cell(certificate.fingerprint))
        return table
    }

    /// The subject, or the serial number of a certificate without one.
    static func title(_ certificate: CertificateView) -> String {
        certificate.subject.isEmpty ? "serial number \(certificate.serial)" : certificate.subject
    }

    /// The beginning of a fingerprint, which stands for the whole in commands.
    static func short(_ fingerprint: String) -> String { String(fingerprint.filter { $0 != ":" }.prefix(16)) }

    /// Red when a time in RFC 3339 is over, yellow when it will be within so many seconds.
    static func style(until time: String, within warningSeconds: TimeInterval = warningSeconds) -> Style {
        let now = Date()
        let day = time.prefix(19)
        if day < now.ISO8601Format().prefix(19) { return .red }
        return day < now.addingTimeInterval(warningSeconds).ISO8601Format().prefix(19) ? .yellow : .plain
    }
}
