import Faults
public import NetworkValues

extension CertificateStore {
    /// Before 2024 no clock is right.
    static let earliestTime = Timestamp(seconds: 1_704_067_200)

    /// How long before its end a certificate is warned of, in seconds (manual 6.2, 0x000c1001).
    static let warningSeconds: Int64 = 30 * 86_400

    /// What stands now. A clock before 2024 counts as not set, and without a clock no validity is judged.
    public func conditions(at now: Timestamp, clockIsSet: Bool) -> [CertificateCondition] {
        var conditions: [CertificateCondition] = []
        if !clockIsSet || now < Self.earliestTime {
            conditions.append(
                CertificateCondition(
                    kind: .clockNotSet, code: .x509SystemTimeNotSet, source: "clock",
                    text: "The clock is not set: certificates cannot be checked"))
        } else {
            let device = device.identity.chain
            if let leaf = device.first, let end = device.map(\.notAfter).min() {
                conditions += Self.expiry(
                    of: "The device certificate \(leaf)", end, at: now, kinds: (.deviceExpiring, .deviceExpired),
                    source: "device")
            }
            for certificate in trusted {
                conditions += Self.expiry(
                    of: "The trusted certificate \(certificate)", certificate.notAfter, at: now,
                    kinds: (.trustedExpiring, .trustedExpired),
                    source: "trusted \(certificate.fingerprint.filter { $0 != ":" }.prefix(16))")
            }
        }
        if clockIsSet, now >= Self.earliestTime { conditions += revocationConditions(at: now) }
        let rejected = rejected
        if let last = rejected.max(by: { $0.lastSeen < $1.lastSeen }), let leaf = last.chain.first {
            conditions.append(
                CertificateCondition(
                    kind: .rejected, code: .tlsLocalUnknownCa, source: "rejected",
                    text:
                        "\(rejected.count == 1 ? "A certificate was" : "\(rejected.count) certificates were") rejected, "
                        + "the last one \(leaf) of \(last.peer): \(last.reason.text)"))
        }
        return conditions
    }

    private func revocationConditions(at now: Timestamp) -> [CertificateCondition] {
        revocations.filter { $0.nextUpdate.map { $0 < now } ?? false }.map { list in
            CertificateCondition(
                kind: .revocationsExpired, code: .x509CertificateNearExpiration,
                source: "revocations \(list.fingerprint.filter { $0 != ":" }.prefix(16))",
                text: "The revocation list of \(list.issuer) is out of date since "
                    + "\((list.nextUpdate ?? now).description.prefix(10)): its certificates are refused")
        }
    }

    private static func expiry(
        of what: String, _ end: Timestamp, at now: Timestamp,
        kinds: (expiring: CertificateCondition.Kind, expired: CertificateCondition.Kind), source: String
    ) -> [CertificateCondition] {
        guard end.adding(seconds: -warningSeconds) <= now else { return [] }
        let day = end.description.prefix(10)
        let isOver = end < now
        return [
            CertificateCondition(
                kind: isOver ? kinds.expired : kinds.expiring, code: .x509CertificateNearExpiration, source: source,
                text: isOver ? "\(what) expired on \(day)" : "\(what) expires on \(day)")
        ]
    }
}
