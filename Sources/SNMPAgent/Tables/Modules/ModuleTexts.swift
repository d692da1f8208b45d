// Written by contrib/mib-texts from MIBs/*.txt. Change those and run it again.

/// The texts of the MIB modules, as they stand in MIBs/, by name.
enum ModuleTexts {
    static let all: [(name: String, text: String)] = [
        (
            "IPDECT-ALARM-MIB",
            #"""
            IPDECT-ALARM-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, NOTIFICATION-TYPE, OBJECT-TYPE, Counter64, Gauge32,
                Unsigned32
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION, DateAndTime, MacAddress, TimeStamp, TruthValue
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, NOTIFICATION-GROUP, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                InetAddress, InetAddressType
                    FROM INET-ADDRESS-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB
                DectIndex, DectIndexOrZero, DectSeverity
                    FROM IPDECT-SYSTEM-MIB;

            ipdectAlarmMIB MODULE-IDENTITY
                LAST-UPDATED "202611281900Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "Alarms that stand, what happened lately, the faults that there are,
                     and the notifications about them.

                     An alarm is the same alarm as long as device, source and code are the
                     same; it keeps its number from its first notification to its last. A
                     poller that missed a notification finds what stands in
                     ipdectAlarmTable, and what happened behind the last row that it has
                     seen in ipdectEventTable."
                REVISION     "202611281900Z"
                DESCRIPTION
                    "ipdectAlarmAcknowledged and ipdectFaultSeriousness became read-write:
                     who has a write view acknowledges alarms, and changes the severity
                     map. An agent may show both and take neither."
                REVISION     "202611280000Z"
                DESCRIPTION
                    "Notifications that sum up what was held back, and heartbeats."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 4 }

            -- Textual conventions

            DectFaultCode ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "The number of a fault: module in the upper, fault in the lower 16
                     bits. Row of ipdectFaultTable."
                SYNTAX      Unsigned32 (1..2147483647)

            DectFaultFamilies ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The kinds of device that can have a fault."
                SYNTAX      BITS {
                                ipbs(0),
                                ipbl(1),
                                ipvm(2)
                            }

            DectFaultKind ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "Whether a fault stands or happens.

                       alarm(1) stands until it is cleared or times out
                       event(2) happens at one moment
                       both(3)  is reported either way"
                SYNTAX      INTEGER {
                                alarm(1),
                                event(2),
                                both(3)
                            }

            DectSeriousness ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How serious a fault is to the operator, as the severity map says.
                     Without an entry in the map critical(3), major(4) and indeterminate(2)
                     of DectSeverity give critical(5), error(4) and warning(3).

                     A fault whose seriousness is disabled(1) is kept and shown, and not
                     sent."
                SYNTAX      INTEGER {
                                disabled(1),
                                information(2),
                                warning(3),
                                error(4),
                                critical(5)
                            }

            DectFaultActivity ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "What happened to a fault.

                       alarm(1)        an alarm was raised
                       alarmCleared(2) an alarm is over
                       alarmTimeout(3) an alarm ended because its object was gone for 30
                                       minutes
                       error(4)        an event"
                SYNTAX      INTEGER {
                                alarm(1),
                                alarmCleared(2),
                                alarmTimeout(3),
                                error(4)
                            }

            ipdectAlarmNotifications OBJECT IDENTIFIER ::= { ipdectAlarmMIB 0 }

            ipdectAlarmObjects OBJECT IDENTIFIER ::= { ipdectAlarmMIB 1 }

            ipdectAlarmConformance OBJECT IDENTIFIER ::= { ipdectAlarmMIB 2 }

            ipdectAlarmSummary OBJECT IDENTIFIER ::= { ipdectAlarmObjects 1 }

            -- Summary

            ipdectAlarmsActive OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Alarms that stand."
                ::= { ipdectAlarmSummary 1 }

            ipdectAlarmsCritical OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those of severity critical(3)."
                ::= { ipdectAlarmSummary 2 }

            ipdectAlarmsMajor OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those of severity major(4)."
                ::= { ipdectAlarmSummary 3 }

            ipdectAlarmsIndeterminate OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those of severity indeterminate(2)."
                ::= { ipdectAlarmSummary 4 }

            ipdectAlarmsUnacknowledged OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those that no operator acknowledged."
                ::= { ipdectAlarmSummary 5 }

            ipdectAlarmsWorstSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The worst severity of all; cleared(1) when no alarm stands."
                ::= { ipdectAlarmSummary 6 }

            ipdectAlarmLastNumber OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The highest number that an alarm was given; 0 before the first."
                ::= { ipdectAlarmSummary 7 }

            ipdectAlarmLastChange OBJECT-TYPE
                SYNTAX      TimeStamp
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "sysUpTime when a row of ipdectAlarmTable was last added, removed or
                     changed."
                ::= { ipdectAlarmSummary 8 }

            ipdectEventLastSequence OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The highest number of a row in ipdectEventTable; 0 before the first."
                ::= { ipdectAlarmSummary 9 }

            ipdectEventsDropped OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "events"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Rows that left ipdectEventTable because newer ones needed the room."
                ::= { ipdectAlarmSummary 10 }

            ipdectFaultsSeen OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "faults"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Alarms raised and events reported since the agent started."
                ::= { ipdectAlarmSummary 11 }

            -- Alarms

            ipdectAlarmTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectAlarmEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The alarms that stand."
                ::= { ipdectAlarmObjects 2 }

            ipdectAlarmEntry OBJECT-TYPE
                SYNTAX      IpdectAlarmEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One alarm."
                INDEX       { ipdectAlarmNumber }
                ::= { ipdectAlarmTable 1 }

            IpdectAlarmEntry ::= SEQUENCE {
                ipdectAlarmNumber       DectIndex,
                ipdectAlarmCode         DectFaultCode,
                ipdectAlarmLabel        SnmpAdminString,
                ipdectAlarmSeverity     DectSeverity,
                ipdectAlarmSeriousness  DectSeriousness,
                ipdectAlarmDeviceName   SnmpAdminString,
                ipdectAlarmDeviceMac    MacAddress,
                ipdectAlarmAddressType  InetAddressType,
                ipdectAlarmAddress      InetAddress,
                ipdectAlarmSource       SnmpAdminString,
                ipdectAlarmText         SnmpAdminString,
                ipdectAlarmFirstRaised  DateAndTime,
                ipdectAlarmLastRaised   DateAndTime,
                ipdectAlarmCount        Gauge32,
                ipdectAlarmObjectGone   DateAndTime,
                ipdectAlarmAcknowledged TruthValue
            }

            ipdectAlarmNumber OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The alarm's number, given when it was raised and not given again."
                ::= { ipdectAlarmEntry 1 }

            ipdectAlarmCode OBJECT-TYPE
                SYNTAX      DectFaultCode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault."
                ::= { ipdectAlarmEntry 2 }

            ipdectAlarmLabel OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault's name in ipdectFaultTable."
                ::= { ipdectAlarmEntry 3 }

            ipdectAlarmSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How severe it is to the system."
                ::= { ipdectAlarmEntry 4 }

            ipdectAlarmSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How serious it is to the operator."
                ::= { ipdectAlarmEntry 5 }

            ipdectAlarmDeviceName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The name of the device that reported it."
                ::= { ipdectAlarmEntry 6 }

            ipdectAlarmDeviceMac OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The hardware address of that device; all zero for the agent's own
                     host."
                ::= { ipdectAlarmEntry 7 }

            ipdectAlarmAddressType OBJECT-TYPE
                SYNTAX      InetAddressType
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The type of ipdectAlarmAddress; unknown(0) when that is not known."
                ::= { ipdectAlarmEntry 8 }

            ipdectAlarmAddress OBJECT-TYPE
                SYNTAX      InetAddress (SIZE (0 | 4 | 16 | 20))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The address of that device."
                ::= { ipdectAlarmEntry 9 }

            ipdectAlarmSource OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The part of the device's software that found it."
                ::= { ipdectAlarmEntry 10 }

            ipdectAlarmText OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What was found, in words."
                ::= { ipdectAlarmEntry 11 }

            ipdectAlarmFirstRaised OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it was raised."
                ::= { ipdectAlarmEntry 12 }

            ipdectAlarmLastRaised OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it was last reported again."
                ::= { ipdectAlarmEntry 13 }

            ipdectAlarmCount OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "reports"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How often it was reported, the first time included."
                ::= { ipdectAlarmEntry 14 }

            ipdectAlarmObjectGone OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Since when the object that it is about has been gone; the alarm times
                     out 30 minutes later. No instance while the object is there."
                ::= { ipdectAlarmEntry 15 }

            ipdectAlarmAcknowledged OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-write
                STATUS      current
                DESCRIPTION
                    "Whether an operator acknowledged it. A manager with a write view
                     acknowledges an alarm by setting it to true, and takes that back by
                     setting it to false."
                ::= { ipdectAlarmEntry 16 }

            -- Events

            ipdectEventTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectEventEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What happened lately, newest last. Numbers grow by one from row to
                     row; the oldest rows leave when the table is full."
                ::= { ipdectAlarmObjects 3 }

            ipdectEventEntry OBJECT-TYPE
                SYNTAX      IpdectEventEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One thing that happened."
                INDEX       { ipdectEventSequence }
                ::= { ipdectEventTable 1 }

            IpdectEventEntry ::= SEQUENCE {
                ipdectEventSequence    DectIndex,
                ipdectEventActivity    DectFaultActivity,
                ipdectEventAlarm       DectIndexOrZero,
                ipdectEventActive      TruthValue,
                ipdectEventCode        DectFaultCode,
                ipdectEventLabel       SnmpAdminString,
                ipdectEventSeverity    DectSeverity,
                ipdectEventSeriousness DectSeriousness,
                ipdectEventDeviceName  SnmpAdminString,
                ipdectEventDeviceMac   MacAddress,
                ipdectEventAddressType InetAddressType,
                ipdectEventAddress     InetAddress,
                ipdectEventSource      SnmpAdminString,
                ipdectEventText        SnmpAdminString,
                ipdectEventTime        DateAndTime,
                ipdectEventCount       Gauge32,
                ipdectEventSimulated   TruthValue
            }

            ipdectEventSequence OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The event's number."
                ::= { ipdectEventEntry 1 }

            ipdectEventActivity OBJECT-TYPE
                SYNTAX      DectFaultActivity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What happened."
                ::= { ipdectEventEntry 2 }

            ipdectEventAlarm OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The alarm's number; 0 for an event. An alarm that is over is no longer
                     in ipdectAlarmTable."
                ::= { ipdectEventEntry 3 }

            ipdectEventActive OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether it is the raising of an alarm that still stands."
                ::= { ipdectEventEntry 4 }

            ipdectEventCode OBJECT-TYPE
                SYNTAX      DectFaultCode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault."
                ::= { ipdectEventEntry 5 }

            ipdectEventLabel OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault's name in ipdectFaultTable."
                ::= { ipdectEventEntry 6 }

            ipdectEventSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How severe it is to the system."
                ::= { ipdectEventEntry 7 }

            ipdectEventSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How serious it was to the operator when it happened."
                ::= { ipdectEventEntry 8 }

            ipdectEventDeviceName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The name of the device that reported it."
                ::= { ipdectEventEntry 9 }

            ipdectEventDeviceMac OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The hardware address of that device; all zero for the agent's own
                     host."
                ::= { ipdectEventEntry 10 }

            ipdectEventAddressType OBJECT-TYPE
                SYNTAX      InetAddressType
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The type of ipdectEventAddress; unknown(0) when that is not known."
                ::= { ipdectEventEntry 11 }

            ipdectEventAddress OBJECT-TYPE
                SYNTAX      InetAddress (SIZE (0 | 4 | 16 | 20))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The address of that device."
                ::= { ipdectEventEntry 12 }

            ipdectEventSource OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The part of the device's software that found it."
                ::= { ipdectEventEntry 13 }

            ipdectEventText OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What was found, in words."
                ::= { ipdectEventEntry 14 }

            ipdectEventTime OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it happened."
                ::= { ipdectEventEntry 15 }

            ipdectEventCount OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "reports"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How often the alarm had been reported by then."
                ::= { ipdectEventEntry 16 }

            ipdectEventSimulated OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether it comes from a simulation."
                ::= { ipdectEventEntry 17 }

            -- Faults

            ipdectFaultTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectFaultEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "All faults that there are, with how often each was seen."
                ::= { ipdectAlarmObjects 4 }

            ipdectFaultEntry OBJECT-TYPE
                SYNTAX      IpdectFaultEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One fault."
                INDEX       { ipdectFaultCode }
                ::= { ipdectFaultTable 1 }

            IpdectFaultEntry ::= SEQUENCE {
                ipdectFaultCode        DectFaultCode,
                ipdectFaultCodeText    SnmpAdminString,
                ipdectFaultLabel       SnmpAdminString,
                ipdectFaultModule      SnmpAdminString,
                ipdectFaultTitle       SnmpAdminString,
                ipdectFaultSummary     SnmpAdminString,
                ipdectFaultCause       SnmpAdminString,
                ipdectFaultRemedy      SnmpAdminString,
                ipdectFaultFamilies    DectFaultFamilies,
                ipdectFaultKind        DectFaultKind,
                ipdectFaultSeverity    DectSeverity,
                ipdectFaultSeriousness DectSeriousness,
                ipdectFaultOccurrences Counter64,
                ipdectFaultActive      Gauge32,
                ipdectFaultLastTime    DateAndTime
            }

            ipdectFaultCode OBJECT-TYPE
                SYNTAX      DectFaultCode
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The fault's number."
                ::= { ipdectFaultEntry 1 }

            ipdectFaultCodeText OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..10))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The number in hexadecimal, as the system prints it, such as
                     0x00030204."
                ::= { ipdectFaultEntry 2 }

            ipdectFaultLabel OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Its name, unique among the faults."
                ::= { ipdectFaultEntry 3 }

            ipdectFaultModule OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The part of the software that it belongs to."
                ::= { ipdectFaultEntry 4 }

            ipdectFaultTitle OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What it is, in a few words."
                ::= { ipdectFaultEntry 5 }

            ipdectFaultSummary OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What it means."
                ::= { ipdectFaultEntry 6 }

            ipdectFaultCause OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What it comes from; empty when that is not known."
                ::= { ipdectFaultEntry 7 }

            ipdectFaultRemedy OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What helps; empty when that is not known."
                ::= { ipdectFaultEntry 8 }

            ipdectFaultFamilies OBJECT-TYPE
                SYNTAX      DectFaultFamilies
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The kinds of device that can have it."
                ::= { ipdectFaultEntry 9 }

            ipdectFaultKind OBJECT-TYPE
                SYNTAX      DectFaultKind
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether it stands or happens."
                ::= { ipdectFaultEntry 10 }

            ipdectFaultSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How severe it is to the system."
                ::= { ipdectFaultEntry 11 }

            ipdectFaultSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-write
                STATUS      current
                DESCRIPTION
                    "How serious it is to the operator: by the severity map, or by its
                     severity. Setting it changes the severity map; the value that its
                     severity gives takes the entry out of the map."
                ::= { ipdectFaultEntry 12 }

            ipdectFaultOccurrences OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times it was raised or reported since the agent started."
                ::= { ipdectFaultEntry 13 }

            ipdectFaultActive OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Alarms of this fault that stand."
                ::= { ipdectFaultEntry 14 }

            ipdectFaultLastTime OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it was last raised or reported; no instance if it never was since
                     the agent started."
                ::= { ipdectFaultEntry 15 }

            -- The severity map

            ipdectSeverityMapTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSeverityMapEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The faults whose seriousness the operator changed."
                ::= { ipdectAlarmObjects 5 }

            ipdectSeverityMapEntry OBJECT-TYPE
                SYNTAX      IpdectSeverityMapEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One changed fault."
                INDEX       { ipdectFaultCode }
                ::= { ipdectSeverityMapTable 1 }

            IpdectSeverityMapEntry ::= SEQUENCE {
                ipdectSeverityMapSeriousness DectSeriousness,
                ipdectSeverityMapDefault     DectSeriousness
            }

            ipdectSeverityMapSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The seriousness that the operator chose."
                ::= { ipdectSeverityMapEntry 1 }

            ipdectSeverityMapDefault OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The seriousness that it would have otherwise."
                ::= { ipdectSeverityMapEntry 2 }

            -- What notifications carry

            ipdectNotice OBJECT IDENTIFIER ::= { ipdectAlarmObjects 6 }

            ipdectNoticeAlarm OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The alarm's number; 0 for an event."
                ::= { ipdectNotice 1 }

            ipdectNoticeCode OBJECT-TYPE
                SYNTAX      DectFaultCode
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The fault."
                ::= { ipdectNotice 2 }

            ipdectNoticeLabel OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The fault's name in ipdectFaultTable."
                ::= { ipdectNotice 3 }

            ipdectNoticeSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "How severe it is to the system. It is the alarm's also when the alarm
                     is over, so that both notifications can be matched."
                ::= { ipdectNotice 4 }

            ipdectNoticeSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "How serious it is to the operator."
                ::= { ipdectNotice 5 }

            ipdectNoticeDeviceName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The name of the device that reported it."
                ::= { ipdectNotice 6 }

            ipdectNoticeDeviceMac OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The hardware address of that device; all zero for the agent's own
                     host."
                ::= { ipdectNotice 7 }

            ipdectNoticeAddressType OBJECT-TYPE
                SYNTAX      InetAddressType
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The type of ipdectNoticeAddress; unknown(0) when that is not known."
                ::= { ipdectNotice 8 }

            ipdectNoticeAddress OBJECT-TYPE
                SYNTAX      InetAddress (SIZE (0 | 4 | 16 | 20))
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The address of that device."
                ::= { ipdectNotice 9 }

            ipdectNoticeSource OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The part of the device's software that found it."
                ::= { ipdectNotice 10 }

            ipdectNoticeText OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "What was found, in words."
                ::= { ipdectNotice 11 }

            ipdectNoticeTime OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "When it happened."
                ::= { ipdectNotice 12 }

            ipdectNoticeCount OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "reports"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "How often the alarm had been reported by then; 1 for an event."
                ::= { ipdectNotice 13 }

            ipdectNoticeRecord OBJECT-TYPE
                SYNTAX      Unsigned32
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The lower 32 bits of the number of the record in the agent's journal.
                     Later notifications have higher numbers. (A Counter64 could not be
                     sent in a trap of SNMPv1.)"
                ::= { ipdectNotice 14 }

            ipdectNoticeSimulated OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "Whether it comes from a simulation."
                ::= { ipdectNotice 15 }

            ipdectNoticeHeld OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "notifications"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "Notifications about faults that were held back from this receiver."
                ::= { ipdectNotice 16 }

            ipdectNoticeHeldErrors OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "notifications"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "Of those held back the ones of the seriousness error. Critical ones
                     are never held back."
                ::= { ipdectNotice 17 }

            ipdectNoticeHeldWarnings OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "notifications"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "Of those held back the ones of the seriousness warning."
                ::= { ipdectNotice 18 }

            ipdectNoticeHeldInformation OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "notifications"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "Of those held back the ones that are less serious."
                ::= { ipdectNotice 19 }

            ipdectNoticeHeldFrom OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "When the first of them happened."
                ::= { ipdectNotice 20 }

            ipdectNoticeHeldUntil OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "When the last of them happened."
                ::= { ipdectNotice 21 }

            ipdectNoticeFirstRecord OBJECT-TYPE
                SYNTAX      Unsigned32
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The lower 32 bits of the number of the first of them in the agent's
                     journal."
                ::= { ipdectNotice 22 }

            ipdectNoticeLastRecord OBJECT-TYPE
                SYNTAX      Unsigned32
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The lower 32 bits of the number of the last of them in the agent's
                     journal; in a heartbeat, of the last record that there is."
                ::= { ipdectNotice 23 }

            ipdectNoticeFirstEvent OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The first row of ipdectEventTable that tells of this time, for
                     managers that read what was held back; 0 when none is there any
                     longer."
                ::= { ipdectNotice 24 }

            ipdectNoticeLastEvent OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The last row of ipdectEventTable that tells of this time; 0 when
                     none is there any longer."
                ::= { ipdectNotice 25 }

            ipdectNoticeInterval OBJECT-TYPE
                SYNTAX      Unsigned32
                UNITS       "seconds"
                MAX-ACCESS  accessible-for-notify
                STATUS      current
                DESCRIPTION
                    "The time between two heartbeats."
                ::= { ipdectNotice 26 }

            -- Notifications

            ipdectAlarmRaised NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeAlarm,
                    ipdectNoticeCode,
                    ipdectNoticeLabel,
                    ipdectNoticeSeverity,
                    ipdectNoticeSeriousness,
                    ipdectNoticeDeviceName,
                    ipdectNoticeDeviceMac,
                    ipdectNoticeAddressType,
                    ipdectNoticeAddress,
                    ipdectNoticeSource,
                    ipdectNoticeText,
                    ipdectNoticeTime,
                    ipdectNoticeCount,
                    ipdectNoticeRecord,
                    ipdectNoticeSimulated
                }
                STATUS      current
                DESCRIPTION
                    "An alarm was raised. One that is reported again while it stands is not
                     sent again."
                ::= { ipdectAlarmNotifications 1 }

            ipdectAlarmCleared NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeAlarm,
                    ipdectNoticeCode,
                    ipdectNoticeLabel,
                    ipdectNoticeSeverity,
                    ipdectNoticeSeriousness,
                    ipdectNoticeDeviceName,
                    ipdectNoticeDeviceMac,
                    ipdectNoticeAddressType,
                    ipdectNoticeAddress,
                    ipdectNoticeSource,
                    ipdectNoticeText,
                    ipdectNoticeTime,
                    ipdectNoticeCount,
                    ipdectNoticeRecord,
                    ipdectNoticeSimulated
                }
                STATUS      current
                DESCRIPTION
                    "The alarm of this number is over."
                ::= { ipdectAlarmNotifications 2 }

            ipdectAlarmTimedOut NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeAlarm,
                    ipdectNoticeCode,
                    ipdectNoticeLabel,
                    ipdectNoticeSeverity,
                    ipdectNoticeSeriousness,
                    ipdectNoticeDeviceName,
                    ipdectNoticeDeviceMac,
                    ipdectNoticeAddressType,
                    ipdectNoticeAddress,
                    ipdectNoticeSource,
                    ipdectNoticeText,
                    ipdectNoticeTime,
                    ipdectNoticeCount,
                    ipdectNoticeRecord,
                    ipdectNoticeSimulated
                }
                STATUS      current
                DESCRIPTION
                    "The alarm of this number ended because the object that it is about was
                     gone for 30 minutes."
                ::= { ipdectAlarmNotifications 3 }

            ipdectEventReported NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeAlarm,
                    ipdectNoticeCode,
                    ipdectNoticeLabel,
                    ipdectNoticeSeverity,
                    ipdectNoticeSeriousness,
                    ipdectNoticeDeviceName,
                    ipdectNoticeDeviceMac,
                    ipdectNoticeAddressType,
                    ipdectNoticeAddress,
                    ipdectNoticeSource,
                    ipdectNoticeText,
                    ipdectNoticeTime,
                    ipdectNoticeCount,
                    ipdectNoticeRecord,
                    ipdectNoticeSimulated
                }
                STATUS      current
                DESCRIPTION
                    "Something happened that does not last."
                ::= { ipdectAlarmNotifications 4 }

            ipdectTestNotification NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeDeviceName,
                    ipdectNoticeText,
                    ipdectNoticeTime
                }
                STATUS      current
                DESCRIPTION
                    "Sent when an operator asks for it, to see that notifications arrive.
                     It stands for nothing."
                ::= { ipdectAlarmNotifications 5 }

            ipdectHeldBackNotification NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeHeld,
                    ipdectNoticeHeldErrors,
                    ipdectNoticeHeldWarnings,
                    ipdectNoticeHeldInformation,
                    ipdectNoticeHeldFrom,
                    ipdectNoticeHeldUntil,
                    ipdectNoticeFirstRecord,
                    ipdectNoticeLastRecord,
                    ipdectNoticeFirstEvent,
                    ipdectNoticeLastEvent
                }
                STATUS      current
                DESCRIPTION
                    "Sums up what was held back from this receiver because too many
                     notifications came at once."
                ::= { ipdectAlarmNotifications 6 }

            ipdectHeartbeatNotification NOTIFICATION-TYPE
                OBJECTS     {
                    ipdectNoticeDeviceName,
                    ipdectNoticeTime,
                    ipdectAlarmsActive,
                    ipdectAlarmsCritical,
                    ipdectAlarmsMajor,
                    ipdectAlarmsIndeterminate,
                    ipdectNoticeLastRecord,
                    ipdectNoticeInterval
                }
                STATUS      current
                DESCRIPTION
                    "The agent runs and reaches this receiver. How long it has run is
                     sysUpTime, which every notification begins with."
                ::= { ipdectAlarmNotifications 7 }

            -- Conformance

            ipdectAlarmCompliances OBJECT IDENTIFIER ::= { ipdectAlarmConformance 1 }

            ipdectAlarmGroups OBJECT IDENTIFIER ::= { ipdectAlarmConformance 2 }

            ipdectAlarmCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows of alarms and events."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectAlarmSummaryGroup,
                    ipdectAlarmGroup,
                    ipdectEventGroup,
                    ipdectFaultGroup,
                    ipdectSeverityMapGroup,
                    ipdectNoticeGroup,
                    ipdectAlarmNotificationGroup
                }
                OBJECT      ipdectAlarmAcknowledged
                MIN-ACCESS  read-only
                DESCRIPTION
                    "Alarms need not be acknowledged by SET."
                OBJECT      ipdectFaultSeriousness
                MIN-ACCESS  read-only
                DESCRIPTION
                    "The severity map need not be changed by SET."
                ::= { ipdectAlarmCompliances 1 }

            ipdectAlarmCompliance2 MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows that also sums up and sends heartbeats."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectAlarmSummaryGroup,
                    ipdectAlarmGroup,
                    ipdectEventGroup,
                    ipdectFaultGroup,
                    ipdectSeverityMapGroup,
                    ipdectNoticeGroup,
                    ipdectAlarmNotificationGroup,
                    ipdectDeliveryNoticeGroup,
                    ipdectDeliveryNotificationGroup
                }
                ::= { ipdectAlarmCompliances 2 }

            ipdectAlarmSummaryGroup OBJECT-GROUP
                OBJECTS {
                    ipdectAlarmsActive,
                    ipdectAlarmsCritical,
                    ipdectAlarmsMajor,
                    ipdectAlarmsIndeterminate,
                    ipdectAlarmsUnacknowledged,
                    ipdectAlarmsWorstSeverity,
                    ipdectAlarmLastNumber,
                    ipdectAlarmLastChange,
                    ipdectEventLastSequence,
                    ipdectEventsDropped,
                    ipdectFaultsSeen
                }
                STATUS      current
                DESCRIPTION
                    "Alarms and events as a whole."
                ::= { ipdectAlarmGroups 1 }

            ipdectAlarmGroup OBJECT-GROUP
                OBJECTS {
                    ipdectAlarmCode,
                    ipdectAlarmLabel,
                    ipdectAlarmSeverity,
                    ipdectAlarmSeriousness,
                    ipdectAlarmDeviceName,
                    ipdectAlarmDeviceMac,
                    ipdectAlarmAddressType,
                    ipdectAlarmAddress,
                    ipdectAlarmSource,
                    ipdectAlarmText,
                    ipdectAlarmFirstRaised,
                    ipdectAlarmLastRaised,
                    ipdectAlarmCount,
                    ipdectAlarmObjectGone,
                    ipdectAlarmAcknowledged
                }
                STATUS      current
                DESCRIPTION
                    "Alarms that stand."
                ::= { ipdectAlarmGroups 2 }

            ipdectEventGroup OBJECT-GROUP
                OBJECTS {
                    ipdectEventActivity,
                    ipdectEventAlarm,
                    ipdectEventActive,
                    ipdectEventCode,
                    ipdectEventLabel,
                    ipdectEventSeverity,
                    ipdectEventSeriousness,
                    ipdectEventDeviceName,
                    ipdectEventDeviceMac,
                    ipdectEventAddressType,
                    ipdectEventAddress,
                    ipdectEventSource,
                    ipdectEventText,
                    ipdectEventTime,
                    ipdectEventCount,
                    ipdectEventSimulated
                }
                STATUS      current
                DESCRIPTION
                    "What happened lately."
                ::= { ipdectAlarmGroups 3 }

            ipdectFaultGroup OBJECT-GROUP
                OBJECTS {
                    ipdectFaultCodeText,
                    ipdectFaultLabel,
                    ipdectFaultModule,
                    ipdectFaultTitle,
                    ipdectFaultSummary,
                    ipdectFaultCause,
                    ipdectFaultRemedy,
                    ipdectFaultFamilies,
                    ipdectFaultKind,
                    ipdectFaultSeverity,
                    ipdectFaultSeriousness,
                    ipdectFaultOccurrences,
                    ipdectFaultActive,
                    ipdectFaultLastTime
                }
                STATUS      current
                DESCRIPTION
                    "All faults."
                ::= { ipdectAlarmGroups 4 }

            ipdectSeverityMapGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSeverityMapSeriousness,
                    ipdectSeverityMapDefault
                }
                STATUS      current
                DESCRIPTION
                    "Changes to seriousness."
                ::= { ipdectAlarmGroups 5 }

            ipdectNoticeGroup OBJECT-GROUP
                OBJECTS {
                    ipdectNoticeAlarm,
                    ipdectNoticeCode,
                    ipdectNoticeLabel,
                    ipdectNoticeSeverity,
                    ipdectNoticeSeriousness,
                    ipdectNoticeDeviceName,
                    ipdectNoticeDeviceMac,
                    ipdectNoticeAddressType,
                    ipdectNoticeAddress,
                    ipdectNoticeSource,
                    ipdectNoticeText,
                    ipdectNoticeTime,
                    ipdectNoticeCount,
                    ipdectNoticeRecord,
                    ipdectNoticeSimulated
                }
                STATUS      current
                DESCRIPTION
                    "What notifications carry."
                ::= { ipdectAlarmGroups 6 }

            ipdectAlarmNotificationGroup NOTIFICATION-GROUP
                NOTIFICATIONS {
                    ipdectAlarmRaised,
                    ipdectAlarmCleared,
                    ipdectAlarmTimedOut,
                    ipdectEventReported,
                    ipdectTestNotification
                }
                STATUS      current
                DESCRIPTION
                    "Notifications about faults."
                ::= { ipdectAlarmGroups 7 }

            ipdectDeliveryNoticeGroup OBJECT-GROUP
                OBJECTS {
                    ipdectNoticeHeld,
                    ipdectNoticeHeldErrors,
                    ipdectNoticeHeldWarnings,
                    ipdectNoticeHeldInformation,
                    ipdectNoticeHeldFrom,
                    ipdectNoticeHeldUntil,
                    ipdectNoticeFirstRecord,
                    ipdectNoticeLastRecord,
                    ipdectNoticeFirstEvent,
                    ipdectNoticeLastEvent,
                    ipdectNoticeInterval
                }
                STATUS      current
                DESCRIPTION
                    "What notifications about the delivery itself carry."
                ::= { ipdectAlarmGroups 8 }

            ipdectDeliveryNotificationGroup NOTIFICATION-GROUP
                NOTIFICATIONS {
                    ipdectHeldBackNotification,
                    ipdectHeartbeatNotification
                }
                STATUS      current
                DESCRIPTION
                    "Notifications about the delivery itself."
                ::= { ipdectAlarmGroups 9 }

            END

            """#
        ),
        (
            "IPDECT-CAPABILITIES-MIB",
            #"""
            IPDECT-CAPABILITIES-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY
                    FROM SNMPv2-SMI
                AGENT-CAPABILITIES
                    FROM SNMPv2-CONF
                ipdectModules
                    FROM IPDECT-ROOT-MIB;

            ipdectCapabilitiesMIB MODULE-IDENTITY
                LAST-UPDATED "202611282300Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "What the agent serves of modules that it does not serve as a whole.

                     sysORTable names these statements; of modules that are served as
                     their own compliance statement asks, it names that one instead. To
                     compile this module takes the texts of the modules that it tells of."
                REVISION     "202611282300Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 7 }

            ipdectCapabilities OBJECT IDENTIFIER ::= { ipdectCapabilitiesMIB 1 }

            ipdectIfCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The interfaces of the host. The kernel counts no broadcasts, and no
                     multicasts that were sent: their counters have no instances. There
                     is no ifRcvAddressTable and no ifStackTable."

                SUPPORTS    IF-MIB
                INCLUDES    {
                    ifGeneralInformationGroup,
                    ifVHCPacketGroup,
                    ifCounterDiscontinuityGroup,
                    linkUpDownNotificationsGroup
                }

                VARIATION   ifAdminStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ifLinkUpDownTrapEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ifAlias
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ifHCInBroadcastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count broadcasts."

                VARIATION   ifHCOutMulticastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count multicasts that it sends."

                VARIATION   ifHCOutBroadcastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count broadcasts."

                VARIATION   ifInBroadcastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count broadcasts."

                VARIATION   ifOutMulticastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count multicasts that it sends."

                VARIATION   ifOutBroadcastPkts
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count broadcasts."

                VARIATION   ifPromiscuousMode
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."
                ::= { ipdectCapabilities 1 }

            ipdectHostCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The host, its storage and its devices, without printers, partitions
                     and software."

                SUPPORTS    HOST-RESOURCES-MIB
                INCLUDES    {
                    hrSystemGroup,
                    hrStorageGroup,
                    hrDeviceGroup
                }

                VARIATION   hrSystemDate
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   hrSystemInitialLoadDevice
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   hrSystemInitialLoadParameters
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   hrStorageSize
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   hrStorageAllocationFailures
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel does not count them."

                VARIATION   hrPrinterStatus
                ACCESS      not-implemented
                DESCRIPTION
                    "Printers are not looked for."

                VARIATION   hrPrinterDetectedErrorState
                ACCESS      not-implemented
                DESCRIPTION
                    "Printers are not looked for."

                VARIATION   hrPartitionIndex
                ACCESS      not-implemented
                DESCRIPTION
                    "Partitions are not shown; their file systems are."

                VARIATION   hrPartitionLabel
                ACCESS      not-implemented
                DESCRIPTION
                    "Partitions are not shown; their file systems are."

                VARIATION   hrPartitionID
                ACCESS      not-implemented
                DESCRIPTION
                    "Partitions are not shown; their file systems are."

                VARIATION   hrPartitionSize
                ACCESS      not-implemented
                DESCRIPTION
                    "Partitions are not shown; their file systems are."

                VARIATION   hrPartitionFSIndex
                ACCESS      not-implemented
                DESCRIPTION
                    "Partitions are not shown; their file systems are."

                VARIATION   hrFSLastFullBackupDate
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   hrFSLastPartialBackupDate
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."
                ::= { ipdectCapabilities 2 }

            ipdectEntityCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The devices of the system and what gateways contain. What devices
                     do not tell, such as a serial number, is empty. entConfigChange is
                     not sent: entLastChangeTime tells of changes."

                SUPPORTS    ENTITY-MIB
                INCLUDES    {
                    entityPhysicalGroup,
                    entityPhysical2Group,
                    entityPhysical3Group,
                    entityPhysical4Group,
                    entityMappingGroup,
                    entityGeneralGroup
                }

                VARIATION   entPhysicalSerialNum
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   entPhysicalAlias
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   entPhysicalAssetID
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   entPhysicalUris
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   entLPPhysicalIndex
                ACCESS      not-implemented
                DESCRIPTION
                    "There are no logical entities."

                VARIATION   entAliasMappingIdentifier
                ACCESS      not-implemented
                DESCRIPTION
                    "There are no entities of the class port."
                ::= { ipdectCapabilities 3 }

            ipdectIpCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The addresses and prefixes of the host, and its statistics of IP
                     and ICMP, without tables by interface, neighbours, scopes and
                     routers. Of the deprecated objects ipAddrTable and the scalars of
                     ip and icmp are there."

                SUPPORTS    IP-MIB
                INCLUDES    {
                    ipSystemStatsGroup,
                    ipSystemStatsHCOctetGroup,
                    ipSystemStatsHCPacketGroup,
                    ipv4SystemStatsGroup,
                    ipv4SystemStatsHCPacketGroup,
                    ipv4GeneralGroup,
                    ipv6GeneralGroup2,
                    ipAddressGroup,
                    ipAddressPrefixGroup,
                    icmpStatsGroup
                }

                VARIATION   ipSystemStatsInForwDatagrams
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel has no such counter."

                VARIATION   ipSystemStatsOutFragReqds
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel has no such counter."

                VARIATION   ipSystemStatsHCInForwDatagrams
                ACCESS      not-implemented
                DESCRIPTION
                    "The kernel has no such counter."

                VARIATION   ipForwarding
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipDefaultTTL
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipReasmTimeout
                ACCESS      not-implemented
                DESCRIPTION
                    "Not shown."

                VARIATION   ipv6IpForwarding
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipv6IpDefaultHopLimit
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipAddressSpinLock
                ACCESS      not-implemented
                DESCRIPTION
                    "Nothing that it would guard can be set."

                VARIATION   ipAddressIfIndex
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipAddressType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipAddressStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipAddressRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   ipAddressStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."
                ::= { ipdectCapabilities 4 }

            ipdectAlarmCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The faults as models, the alarms that stand and those that are
                     over, read-only. The variables of alarms are in the notification
                     log. alarmActiveState and alarmClearState are not sent; the
                     notifications are those of IPDECT-ALARM-MIB."

                SUPPORTS    ALARM-MIB
                INCLUDES    {
                    alarmModelGroup,
                    alarmActiveGroup,
                    alarmActiveStatsGroup,
                    alarmClearGroup
                }

                VARIATION   alarmModelNotificationId
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelVarbindIndex
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelVarbindValue
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelDescription
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelSpecificPointer
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelVarbindSubtree
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelResourcePrefix
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmModelRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   alarmActiveVariableID
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableValueType
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableCounter32Val
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableUnsigned32Val
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableTimeTicksVal
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableInteger32Val
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableOctetStringVal
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableIpAddressVal
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableOidVal
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableCounter64Val
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmActiveVariableOpaqueVal
                ACCESS      not-implemented
                DESCRIPTION
                    "alarmActiveLogPointer leads to the variables in the notification
                     log."

                VARIATION   alarmClearMaximum
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."
                ::= { ipdectCapabilities 5 }

            ipdectItuAlarmCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "Severity, type and cause of the faults in the numbers of X.733,
                     read-only."

                SUPPORTS    ITU-ALARM-MIB
                INCLUDES    {
                    ituAlarmGroup,
                    ituAlarmServiceUserGroup,
                    ituAlarmSecurityGroup,
                    ituAlarmStatisticsGroup
                }

                VARIATION   ituAlarmEventType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   ituAlarmProbableCause
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   ituAlarmGenericModel
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."

                VARIATION   ituAlarmAdditionalText
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the catalogue of faults says it."
                ::= { ipdectCapabilities 6 }

            ipdectNotificationLogCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "One log, without a name, of what was notified lately, read-only."

                SUPPORTS    NOTIFICATION-LOG-MIB
                INCLUDES    {
                    notificationLogConfigGroup,
                    notificationLogStatsGroup,
                    notificationLogLogGroup,
                    notificationLogDateGroup
                }

                VARIATION   nlmConfigGlobalEntryLimit
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigGlobalAgeOut
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigLogFilterName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigLogEntryLimit
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigLogAdminStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigLogStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmConfigLogEntryStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set over SNMP."

                VARIATION   nlmLogVariableCounter32Val
                ACCESS      not-implemented
                DESCRIPTION
                    "No notification has a variable of this type."

                VARIATION   nlmLogVariableIpAddressVal
                ACCESS      not-implemented
                DESCRIPTION
                    "No notification has a variable of this type."

                VARIATION   nlmLogVariableCounter64Val
                ACCESS      not-implemented
                DESCRIPTION
                    "No notification has a variable of this type."

                VARIATION   nlmLogVariableOpaqueVal
                ACCESS      not-implemented
                DESCRIPTION
                    "No notification has a variable of this type."
                ::= { ipdectCapabilities 7 }

            ipdectNotificationCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The receivers of notifications and their filters as the settings
                     have them, read-only."

                SUPPORTS    SNMP-TARGET-MIB
                INCLUDES    {
                    snmpTargetBasicGroup,
                    snmpTargetResponseGroup
                }

                VARIATION   snmpTargetSpinLock
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrTDomain
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrTAddress
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrTagList
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrParams
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsMPModel
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsSecurityModel
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsSecurityName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsSecurityLevel
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetParamsRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrTimeout
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrRetryCount
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                SUPPORTS    SNMP-NOTIFICATION-MIB
                INCLUDES    {
                    snmpNotifyGroup,
                    snmpNotifyFilterGroup
                }

                VARIATION   snmpNotifyTag
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterProfileName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterProfileStorType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterProfileRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterMask
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpNotifyFilterRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 8 }

            ipdectUserCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The statistics of the User-based Security Model, and the users,
                     read-only. Keys are neither shown nor changed."

                SUPPORTS    SNMP-USER-BASED-SM-MIB
                INCLUDES    { usmMIBBasicGroup }

                VARIATION   usmUserSpinLock
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserCloneFrom
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserAuthProtocol
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserAuthKeyChange
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserOwnAuthKeyChange
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserPrivProtocol
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserPrivKeyChange
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserOwnPrivKeyChange
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserPublic
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   usmUserStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 9 }

            ipdectAccessCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "Groups, rights and views as they are enforced, read-only."

                SUPPORTS    SNMP-VIEW-BASED-ACM-MIB
                INCLUDES    { vacmBasicGroup }

                VARIATION   vacmGroupName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmSecurityToGroupStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmSecurityToGroupStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessContextMatch
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessReadViewName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessWriteViewName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessNotifyViewName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmAccessStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmViewSpinLock
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmViewTreeFamilyMask
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmViewTreeFamilyType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmViewTreeFamilyStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   vacmViewTreeFamilyStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 10 }

            ipdectCommunityCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The communities without their names, and the masks and sizes of
                     receivers, read-only. Notifications of others are not forwarded."

                SUPPORTS    SNMP-COMMUNITY-MIB
                INCLUDES    { snmpCommunityTableGroup }

                VARIATION   snmpCommunityName
                ACCESS      not-implemented
                DESCRIPTION
                    "A community works like a password and is never shown."

                VARIATION   snmpCommunitySecurityName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpCommunityContextEngineID
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpCommunityContextName
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpCommunityTransportTag
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpCommunityStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpCommunityStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrTMask
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTargetAddrMMS
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 11 }

            ipdectTlsCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "Sessions of TLS and which certificates get which names, read-only.
                     The agent opens no sessions and sends no notifications over TLS,
                     and none about certificates of servers."

                SUPPORTS    SNMP-TLS-TM-MIB
                INCLUDES    {
                    snmpTlstmStatsGroup,
                    snmpTlstmIncomingGroup,
                    snmpTlstmOutgoingGroup
                }

                VARIATION   snmpTlstmCertToTSNFingerprint
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTlstmCertToTSNMapType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTlstmCertToTSNData
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTlstmCertToTSNStorageType
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTlstmCertToTSNRowStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   snmpTlstmParamsClientFingerprint
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmParamsStorageType
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmParamsRowStatus
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmAddrServerFingerprint
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmAddrServerIdentity
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmAddrStorageType
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."

                VARIATION   snmpTlstmAddrRowStatus
                ACCESS      not-implemented
                DESCRIPTION
                    "The agent opens no sessions: the table is empty."
                ::= { ipdectCapabilities 12 }

            ipdectTsmCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The Transport Security Model."

                SUPPORTS    SNMP-TSM-MIB
                INCLUDES    { snmpTsmGroup }

                VARIATION   snmpTsmConfigurationUsePrefix
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 13 }

            ipdectLldpCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "LLDP on the ports of the LAN side, read-only. Rows of neighbours
                     have one time mark each."

                SUPPORTS    LLDP-MIB
                INCLUDES    {
                    lldpConfigGroup,
                    lldpConfigRxGroup,
                    lldpConfigTxGroup,
                    lldpStatsRxGroup,
                    lldpStatsTxGroup,
                    lldpLocSysGroup,
                    lldpRemSysGroup,
                    lldpNotificationsGroup
                }

                VARIATION   lldpPortConfigAdminStatus
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpNotificationInterval
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpPortConfigNotificationEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpMessageTxInterval
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpMessageTxHoldMultiplier
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpReinitDelay
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpTxDelay
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpPortConfigTLVsTxEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpConfigManAddrPortsTxEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 14 }

            ipdectLldpMedCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "What the device tells of itself by LLDP-MED and what neighbours
                     tell, without locations and power of its own.
                     lldpXMedTopologyChangeDetected is not sent; lldpRemTablesChange
                     tells of changes."

                SUPPORTS    LLDP-EXT-MED-MIB
                INCLUDES    {
                    lldpXMedConfigGroup,
                    lldpXMedOptMediaPolicyGroup,
                    lldpXMedOptInventoryGroup,
                    lldpXMedRemSysGroup
                }

                VARIATION   lldpXMedPortConfigTLVsTxEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpXMedPortConfigNotifEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpXMedFastStartRepeatCount
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 15 }

            ipdectLldpDot1Capability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "What neighbours tell of their VLANs. The device itself tells
                     nothing of the kind."

                SUPPORTS    LLDP-EXT-DOT1-MIB
                INCLUDES    { lldpXdot1RemSysGroup }

                VARIATION   lldpXdot1RemProtocolId
                ACCESS      not-implemented
                DESCRIPTION
                    "Not shown."
                ::= { ipdectCapabilities 16 }

            ipdectLldpDot3Capability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "What the device tells of its ports, and what neighbours tell of
                     theirs, read-only."

                SUPPORTS    LLDP-EXT-DOT3-MIB
                INCLUDES    {
                    lldpXdot3ConfigGroup,
                    lldpXdot3LocSysGroup,
                    lldpXdot3RemSysGroup
                }

                VARIATION   lldpXdot3PortConfigTLVsTxEnable
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   lldpXdot3LocPowerPortClass
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocPowerMDISupported
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocPowerMDIEnabled
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocPowerPairControlable
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocPowerPairs
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocPowerClass
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of power in this form."

                VARIATION   lldpXdot3LocLinkAggStatus
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of aggregation."

                VARIATION   lldpXdot3LocLinkAggPortId
                ACCESS      not-implemented
                DESCRIPTION
                    "The device says nothing of aggregation."
                ::= { ipdectCapabilities 17 }

            ipdectPortAccessCapability AGENT-CAPABILITIES
                PRODUCT-RELEASE
                    "ipdect-agent"
                STATUS      current
                DESCRIPTION
                    "The supplicant of IEEE 802.1X, read-only. There is no
                     authenticator."

                SUPPORTS    IEEE8021-PAE-MIB
                INCLUDES    {
                    dot1xPaeSystemGroup,
                    dot1xPaeSuppConfigGroup,
                    dot1xPaeSuppConfigGroup2,
                    dot1xPaeSuppStatsGroup2
                }

                VARIATION   dot1xPaeSystemAuthControl
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xPaePortInitialize
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xPaePortReauthenticate
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xSuppHeldPeriod
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xSuppAuthPeriod
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xSuppStartPeriod
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xSuppMaxStart
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."

                VARIATION   dot1xSuppAccessCtrlWithAuth
                ACCESS      read-only
                DESCRIPTION
                    "Cannot be set: the settings of the agent say it."
                ::= { ipdectCapabilities 18 }

            END

            """#
        ),
        (
            "IPDECT-PERFORMANCE-MIB",
            #"""
            IPDECT-PERFORMANCE-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-TYPE, Counter64, Gauge32, Unsigned32
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION, DateAndTime
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB;

            ipdectPerformanceMIB MODULE-IDENTITY
                LAST-UPDATED "202611230000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "Performance: the host of the agent, its automatic pings, and what
                     was found about the capacity of the system."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 6 }

            -- Textual conventions

            DectProbeState ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "What an automatic ping can do.

                       waiting(1)     nothing was sent yet
                       ok(2)          the last request was answered
                       lost(3)        the last request was not answered in time
                       unresolved(4)  the destination's name has no address
                       unreachable(5) the host has no way to the destination
                       forbidden(6)   the agent may not send ICMP"
                SYNTAX      INTEGER {
                                waiting(1),
                                ok(2),
                                lost(3),
                                unresolved(4),
                                unreachable(5),
                                forbidden(6)
                            }

            DectFindingKind ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "What was found.

                       radioAtCallLimit(1)   a radio carries all the calls it can, for
                                             long
                       resourcesExhausted(2) a device has used up its resource budget
                       memoryGrows(3)        memory in use only grows
                       syncFlaps(4)          air synchronization is lost and found again
                                             and again
                       pingLoss(5)           pings are lost
                       processorBusy(6)      the processors are busy for long"
                SYNTAX      INTEGER {
                                radioAtCallLimit(1),
                                resourcesExhausted(2),
                                memoryGrows(3),
                                syncFlaps(4),
                                pingLoss(5),
                                processorBusy(6)
                            }

            ipdectPerformanceObjects OBJECT IDENTIFIER ::= { ipdectPerformanceMIB 1 }

            ipdectPerformanceConformance OBJECT IDENTIFIER ::= { ipdectPerformanceMIB 2 }

            ipdectPerformanceHost OBJECT IDENTIFIER ::= { ipdectPerformanceObjects 1 }

            -- The host

            ipdectPerformanceCpuUtilization OBJECT-TYPE
                SYNTAX      Gauge32 (0..10000)
                UNITS       "0.01 percent"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Share of the processors of the host in use over the last ten seconds."
                ::= { ipdectPerformanceHost 1 }

            ipdectPerformanceCpuRUtilization OBJECT-TYPE
                SYNTAX      Gauge32 (0..10000)
                UNITS       "0.01 percent"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The largest share of a device's resource budget that its calls use. A
                     device whose budget is used up takes no more calls."
                ::= { ipdectPerformanceHost 2 }

            ipdectPerformanceMemorySize OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Memory of the host."
                ::= { ipdectPerformanceHost 3 }

            ipdectPerformanceMemoryUsed OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Memory of the host in use that cannot be reclaimed."
                ::= { ipdectPerformanceHost 4 }

            ipdectPerformanceMemoryHighWater OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The most memory of the host that was in use since the agent started.
                     It never falls."
                ::= { ipdectPerformanceHost 5 }

            ipdectPerformanceAgentMemory OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Memory that the agent's process holds."
                ::= { ipdectPerformanceHost 6 }

            ipdectPerformanceDiskAvailable OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "mebibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What the agent may still write to the file system with its state."
                ::= { ipdectPerformanceHost 7 }

            ipdectPerformanceFindings OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "findings"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Rows in ipdectFindingTable."
                ::= { ipdectPerformanceHost 8 }

            -- The automatic pings

            ipdectProbeTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectProbeEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The automatic pings."
                ::= { ipdectPerformanceObjects 2 }

            ipdectProbeEntry OBJECT-TYPE
                SYNTAX      IpdectProbeEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One automatic ping."
                INDEX       { ipdectProbeIndex }
                ::= { ipdectProbeTable 1 }

            IpdectProbeEntry ::= SEQUENCE {
                ipdectProbeIndex      Unsigned32,
                ipdectProbeName       SnmpAdminString,
                ipdectProbeTarget     SnmpAdminString,
                ipdectProbeAddress    SnmpAdminString,
                ipdectProbeState      DectProbeState,
                ipdectProbeRequests   Counter64,
                ipdectProbeReplies    Counter64,
                ipdectProbeRoundTrip  Gauge32,
                ipdectProbeReason     SnmpAdminString
            }

            ipdectProbeIndex OBJECT-TYPE
                SYNTAX      Unsigned32 (1..65535)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The probe's number."
                ::= { ipdectProbeEntry 1 }

            ipdectProbeName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The probe's name, PING1 or PING2."
                ::= { ipdectProbeEntry 2 }

            ipdectProbeTarget OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The destination as it was configured."
                ::= { ipdectProbeEntry 3 }

            ipdectProbeAddress OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The address to which requests go now, as text; empty while there is
                     none."
                ::= { ipdectProbeEntry 4 }

            ipdectProbeState OBJECT-TYPE
                SYNTAX      DectProbeState
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What the probe can do."
                ::= { ipdectProbeEntry 5 }

            ipdectProbeRequests OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "packets"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Requests sent since the agent started. While nothing can be sent, this
                     does not count."
                ::= { ipdectProbeEntry 6 }

            ipdectProbeReplies OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "packets"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Answers that came in time since the agent started."
                ::= { ipdectProbeEntry 7 }

            ipdectProbeRoundTrip OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "microseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The last round trip; 0 when the last request was not answered."
                ::= { ipdectProbeEntry 8 }

            ipdectProbeReason OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What hinders the probe, in words; empty when nothing does."
                ::= { ipdectProbeEntry 9 }

            -- Findings

            ipdectFindingTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectFindingEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What was found about the capacity of the system and stands now."
                ::= { ipdectPerformanceObjects 3 }

            ipdectFindingEntry OBJECT-TYPE
                SYNTAX      IpdectFindingEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One finding."
                INDEX       { ipdectFindingKind, IMPLIED ipdectFindingSubject }
                ::= { ipdectFindingTable 1 }

            IpdectFindingEntry ::= SEQUENCE {
                ipdectFindingKind      DectFindingKind,
                ipdectFindingSubject   SnmpAdminString,
                ipdectFindingEvidence  SnmpAdminString,
                ipdectFindingAdvice    SnmpAdminString,
                ipdectFindingSince     DateAndTime
            }

            ipdectFindingKind OBJECT-TYPE
                SYNTAX      DectFindingKind
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What was found."
                ::= { ipdectFindingEntry 1 }

            ipdectFindingSubject OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (1..64))
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What it was found on: the name of a device or of a probe, or the
                     host's. Longer names are cut."
                ::= { ipdectFindingEntry 2 }

            ipdectFindingEvidence OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What was seen, with figures."
                ::= { ipdectFindingEntry 3 }

            ipdectFindingAdvice OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What helps."
                ::= { ipdectFindingEntry 4 }

            ipdectFindingSince OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Since when it is so."
                ::= { ipdectFindingEntry 5 }

            -- Conformance

            ipdectPerformanceCompliances OBJECT IDENTIFIER ::= { ipdectPerformanceConformance 1 }

            ipdectPerformanceGroups OBJECT IDENTIFIER ::= { ipdectPerformanceConformance 2 }

            ipdectPerformanceCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent has that serves this module."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectPerformanceHostGroup,
                    ipdectProbeGroup,
                    ipdectFindingGroup
                }
                ::= { ipdectPerformanceCompliances 1 }

            ipdectPerformanceHostGroup OBJECT-GROUP
                OBJECTS {
                    ipdectPerformanceCpuUtilization,
                    ipdectPerformanceCpuRUtilization,
                    ipdectPerformanceMemorySize,
                    ipdectPerformanceMemoryUsed,
                    ipdectPerformanceMemoryHighWater,
                    ipdectPerformanceAgentMemory,
                    ipdectPerformanceDiskAvailable,
                    ipdectPerformanceFindings
                }
                STATUS      current
                DESCRIPTION
                    "The host."
                ::= { ipdectPerformanceGroups 1 }

            ipdectProbeGroup OBJECT-GROUP
                OBJECTS {
                    ipdectProbeName,
                    ipdectProbeTarget,
                    ipdectProbeAddress,
                    ipdectProbeState,
                    ipdectProbeRequests,
                    ipdectProbeReplies,
                    ipdectProbeRoundTrip,
                    ipdectProbeReason
                }
                STATUS      current
                DESCRIPTION
                    "The automatic pings."
                ::= { ipdectPerformanceGroups 2 }

            ipdectFindingGroup OBJECT-GROUP
                OBJECTS {
                    ipdectFindingEvidence,
                    ipdectFindingAdvice,
                    ipdectFindingSince
                }
                STATUS      current
                DESCRIPTION
                    "Findings."
                ::= { ipdectPerformanceGroups 3 }

            END

            """#
        ),
        (
            "IPDECT-ROOT-MIB",
            #"""
            IPDECT-ROOT-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-IDENTITY, enterprises
                    FROM SNMPv2-SMI;

            ipdect MODULE-IDENTITY
                LAST-UPDATED "202611230000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "The root of the agent's own objects.

                     The text carries the root that its site chose: `ipdect-agent mib
                     --root OID` prints every module below another arc. Unless one is
                     chosen it is netSnmpPlaypen of NET-SNMP-MIB, which is meant for use
                     within one organization only."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectArc2 9999 }

            -- The arcs above the root.

            ipdectArc1 OBJECT IDENTIFIER ::= { enterprises 8072 }

            ipdectArc2 OBJECT IDENTIFIER ::= { ipdectArc1 9999 }

            -- Below the root.

            ipdectProducts OBJECT-IDENTITY
                STATUS      current
                DESCRIPTION
                    "Values of sysObjectID."
                ::= { ipdect 1 }

            ipdectAgent OBJECT-IDENTITY
                STATUS      current
                DESCRIPTION
                    "The agent that stands beside an IP-DECT system."
                ::= { ipdectProducts 1 }

            ipdectModules OBJECT-IDENTITY
                STATUS      current
                DESCRIPTION
                    "The modules with objects, one sub-identifier each."
                ::= { ipdect 2 }

            END

            """#
        ),
        (
            "IPDECT-SYNC-MIB",
            #"""
            IPDECT-SYNC-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-TYPE, Counter64, Gauge32, Integer32,
                Unsigned32
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION, DateAndTime, MacAddress, TimeStamp, TruthValue
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                InetAddress, InetAddressType
                    FROM INET-ADDRESS-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB
                DectIndex, DectIndexOrZero, DectRfpi, ipdectDeviceEntry,
                ipdectDeviceIndex
                    FROM IPDECT-SYSTEM-MIB;

            ipdectSyncMIB MODULE-IDENTITY
                LAST-UPDATED "202611280000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "Synchronization: the regions with their sync trees, the air
                     synchronization of each radio with the other radios that it hears, and
                     the sync ring of gateways.

                     A signal strength, error rate, carrier or slot that is not known has
                     no instance."
                REVISION     "202611280000Z"
                DESCRIPTION
                    "States and colours of radios of which nobody tells."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 2 }

            -- Textual conventions

            DectSyncRegion ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "The number of a sync region."
                SYNTAX      Unsigned32 (0..249)

            DectSyncMode ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How a radio is told to synchronize.

                       slave(1)           follows another radio and may be followed
                       restrictedSlave(2) follows another radio and is never followed
                       master(3)          candidate for its region's active sync master"
                SYNTAX      INTEGER {
                                slave(1),
                                restrictedSlave(2),
                                master(3)
                            }

            DectSyncState ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The state of a radio's air synchronization.

                       unsynchronized(1) carries no radio traffic
                       searching(2)      an active sync master that looks around before it
                                         takes up its state
                       masterOk(3)       the region's active sync master
                       slaveOk(4)        follows another radio
                       standbyOk(5)      a master candidate that follows the active one
                       notTold(6)        a radio that is watched, of which nobody tells"
                SYNTAX      INTEGER {
                                unsynchronized(1),
                                searching(2),
                                masterOk(3),
                                slaveOk(4),
                                standbyOk(5),
                                notTold(6)
                            }

            DectSyncColor ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The dot in the sync tree.

                       green(1)  synchronized
                       yellow(2) synchronized with a poor signal: RSSI below -83 dBm or FER
                                 above 15 percent
                       red(3)    not synchronized
                       grey(4)   nobody tells"
                SYNTAX      INTEGER {
                                green(1),
                                yellow(2),
                                red(3),
                                grey(4)
                            }

            DectSyncLossCause ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "Why a radio lost its synchronization.

                       none(1)                    it never did
                       sourceNotFound(2)          no source was found within nine minutes
                       pscnChanged(3)             the primary scan carrier number changed
                       frameNumberChanged(4)      the frame number changed
                       multiframeNumberChanged(5) the multiframe number changed
                       carriersChanged(6)         the number of enabled carriers changed"
                SYNTAX      INTEGER {
                                none(1),
                                sourceNotFound(2),
                                pscnChanged(3),
                                frameNumberChanged(4),
                                multiframeNumberChanged(5),
                                carriersChanged(6)
                            }

            DectRssi ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "A received signal strength in dBm."
                SYNTAX      Integer32 (-127..20)

            DectFer ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "A frame error rate in percent."
                SYNTAX      Unsigned32 (0..100)

            ipdectSyncObjects OBJECT IDENTIFIER ::= { ipdectSyncMIB 1 }

            ipdectSyncConformance OBJECT IDENTIFIER ::= { ipdectSyncMIB 2 }

            ipdectSyncSummary OBJECT IDENTIFIER ::= { ipdectSyncObjects 1 }

            -- All regions

            ipdectSyncRadiosGreen OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios synchronized with a good signal."
                ::= { ipdectSyncSummary 1 }

            ipdectSyncRadiosYellow OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios synchronized with a poor signal."
                ::= { ipdectSyncSummary 2 }

            ipdectSyncRadiosRed OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios not synchronized."
                ::= { ipdectSyncSummary 3 }

            ipdectSyncRegions OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "regions"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Regions in use."
                ::= { ipdectSyncSummary 4 }

            ipdectSyncLastChange OBJECT-TYPE
                SYNTAX      TimeStamp
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "sysUpTime when a row of ipdectSyncRegionTable or ipdectSyncRadioTable
                     was last added, removed or changed."
                ::= { ipdectSyncSummary 5 }

            -- Regions

            ipdectSyncRegionTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSyncRegionEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The sync regions in use."
                ::= { ipdectSyncObjects 2 }

            ipdectSyncRegionEntry OBJECT-TYPE
                SYNTAX      IpdectSyncRegionEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One region."
                INDEX       { ipdectSyncRegionIndex }
                ::= { ipdectSyncRegionTable 1 }

            IpdectSyncRegionEntry ::= SEQUENCE {
                ipdectSyncRegionIndex          Unsigned32,
                ipdectSyncRegionNumber         DectSyncRegion,
                ipdectSyncRegionName           SnmpAdminString,
                ipdectSyncRegionMaster         DectIndexOrZero,
                ipdectSyncRegionReference      DectSyncRegion,
                ipdectSyncRegionHasReference   TruthValue,
                ipdectSyncRegionRadios         Gauge32,
                ipdectSyncRegionGreen          Gauge32,
                ipdectSyncRegionYellow         Gauge32,
                ipdectSyncRegionRed            Gauge32,
                ipdectSyncRegionCalculations   Counter64,
                ipdectSyncRegionConfigurations Counter64,
                ipdectSyncRegionSyncLost       Counter64,
                ipdectSyncRegionCleared        DateAndTime
            }

            ipdectSyncRegionIndex OBJECT-TYPE
                SYNTAX      Unsigned32 (1..250)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The region's number plus one."
                ::= { ipdectSyncRegionEntry 1 }

            ipdectSyncRegionNumber OBJECT-TYPE
                SYNTAX      DectSyncRegion
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The region's number, as the system words it."
                ::= { ipdectSyncRegionEntry 2 }

            ipdectSyncRegionName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The name that the operator gave it."
                ::= { ipdectSyncRegionEntry 3 }

            ipdectSyncRegionMaster OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The active sync master's row in ipdectDeviceTable; 0 when the region
                     has none."
                ::= { ipdectSyncRegionEntry 4 }

            ipdectSyncRegionReference OBJECT-TYPE
                SYNTAX      DectSyncRegion
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The region that this one takes its reference from; no instance without
                     one."
                ::= { ipdectSyncRegionEntry 5 }

            ipdectSyncRegionHasReference OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the reference is heard. Without it calls cannot be handed over
                     between the two regions."
                ::= { ipdectSyncRegionEntry 6 }

            ipdectSyncRegionRadios OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios in the region."
                ::= { ipdectSyncRegionEntry 7 }

            ipdectSyncRegionGreen OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those synchronized with a good signal."
                ::= { ipdectSyncRegionEntry 8 }

            ipdectSyncRegionYellow OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those synchronized with a poor signal."
                ::= { ipdectSyncRegionEntry 9 }

            ipdectSyncRegionRed OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those not synchronized."
                ::= { ipdectSyncRegionEntry 10 }

            ipdectSyncRegionCalculations OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times the tree was computed."
                ::= { ipdectSyncRegionEntry 11 }

            ipdectSyncRegionConfigurations OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times a radio got a new sync instruction."
                ::= { ipdectSyncRegionEntry 12 }

            ipdectSyncRegionSyncLost OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times a radio of the region lost its synchronization."
                ::= { ipdectSyncRegionEntry 13 }

            ipdectSyncRegionCleared OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When the three counters were last set to zero; no instance if they
                     never were."
                ::= { ipdectSyncRegionEntry 14 }

            -- Radios

            ipdectSyncRadioTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSyncRadioEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The air synchronization of each radio."
                ::= { ipdectSyncObjects 3 }

            ipdectSyncRadioEntry OBJECT-TYPE
                SYNTAX      IpdectSyncRadioEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One radio."
                AUGMENTS    { ipdectDeviceEntry }
                ::= { ipdectSyncRadioTable 1 }

            IpdectSyncRadioEntry ::= SEQUENCE {
                ipdectSyncRadioMode           DectSyncMode,
                ipdectSyncRadioRegion         DectSyncRegion,
                ipdectSyncRadioState          DectSyncState,
                ipdectSyncRadioColor          DectSyncColor,
                ipdectSyncRadioActiveMaster   TruthValue,
                ipdectSyncRadioParent         DectIndexOrZero,
                ipdectSyncRadioDepth          Unsigned32,
                ipdectSyncRadioRssi           DectRssi,
                ipdectSyncRadioFer            DectFer,
                ipdectSyncRadioLost           Counter64,
                ipdectSyncRadioLastLossCause  DectSyncLossCause,
                ipdectSyncRadioCarrier        Unsigned32,
                ipdectSyncRadioSlot           Unsigned32,
                ipdectSyncRadioDrift          Integer32,
                ipdectSyncRadioLockedTo       DectRfpi,
                ipdectSyncRadioLockedToSecond DectRfpi,
                ipdectSyncRadioCandidates     Gauge32
            }

            ipdectSyncRadioMode OBJECT-TYPE
                SYNTAX      DectSyncMode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The configured mode."
                ::= { ipdectSyncRadioEntry 1 }

            ipdectSyncRadioRegion OBJECT-TYPE
                SYNTAX      DectSyncRegion
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The configured region."
                ::= { ipdectSyncRadioEntry 2 }

            ipdectSyncRadioState OBJECT-TYPE
                SYNTAX      DectSyncState
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The state."
                ::= { ipdectSyncRadioEntry 3 }

            ipdectSyncRadioColor OBJECT-TYPE
                SYNTAX      DectSyncColor
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The dot in the sync tree."
                ::= { ipdectSyncRadioEntry 4 }

            ipdectSyncRadioActiveMaster OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether it is its region's active sync master."
                ::= { ipdectSyncRadioEntry 5 }

            ipdectSyncRadioParent OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Row in ipdectDeviceTable of the radio that it follows; 0 for none."
                ::= { ipdectSyncRadioEntry 6 }

            ipdectSyncRadioDepth OBJECT-TYPE
                SYNTAX      Unsigned32 (0..65535)
                UNITS       "hops"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Steps from the active sync master, 0 for the master itself; no
                     instance outside of a tree."
                ::= { ipdectSyncRadioEntry 7 }

            ipdectSyncRadioRssi OBJECT-TYPE
                SYNTAX      DectRssi
                UNITS       "dBm"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Signal strength of the active sync bearer; no instance without one."
                ::= { ipdectSyncRadioEntry 8 }

            ipdectSyncRadioFer OBJECT-TYPE
                SYNTAX      DectFer
                UNITS       "percent"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Long-term frame error rate of the active sync bearer; no instance
                     without one."
                ::= { ipdectSyncRadioEntry 9 }

            ipdectSyncRadioLost OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times the synchronization was lost."
                ::= { ipdectSyncRadioEntry 10 }

            ipdectSyncRadioLastLossCause OBJECT-TYPE
                SYNTAX      DectSyncLossCause
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Why it was lost last."
                ::= { ipdectSyncRadioEntry 11 }

            ipdectSyncRadioCarrier OBJECT-TYPE
                SYNTAX      Unsigned32 (0..9)
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Carrier of the active sync bearer; no instance without one."
                ::= { ipdectSyncRadioEntry 12 }

            ipdectSyncRadioSlot OBJECT-TYPE
                SYNTAX      Unsigned32 (0..23)
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Slot of the active sync bearer; no instance without one."
                ::= { ipdectSyncRadioEntry 13 }

            ipdectSyncRadioDrift OBJECT-TYPE
                SYNTAX      Integer32
                UNITS       "nanoseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Time difference to the sync source."
                ::= { ipdectSyncRadioEntry 14 }

            ipdectSyncRadioLockedTo OBJECT-TYPE
                SYNTAX      DectRfpi
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The radio it is told to follow, for a master the reference; empty for
                     any."
                ::= { ipdectSyncRadioEntry 15 }

            ipdectSyncRadioLockedToSecond OBJECT-TYPE
                SYNTAX      DectRfpi
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The second choice."
                ::= { ipdectSyncRadioEntry 16 }

            ipdectSyncRadioCandidates OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Other radios that it hears."
                ::= { ipdectSyncRadioEntry 17 }

            -- Sync candidates

            ipdectSyncCandidateTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSyncCandidateEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The radios that each radio hears best, at most four, strongest first."
                ::= { ipdectSyncObjects 4 }

            ipdectSyncCandidateEntry OBJECT-TYPE
                SYNTAX      IpdectSyncCandidateEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One radio heard by another one."
                INDEX       { ipdectDeviceIndex, ipdectSyncCandidateIndex }
                ::= { ipdectSyncCandidateTable 1 }

            IpdectSyncCandidateEntry ::= SEQUENCE {
                ipdectSyncCandidateIndex Unsigned32,
                ipdectSyncCandidateRfpi  DectRfpi,
                ipdectSyncCandidateRssi  DectRssi,
                ipdectSyncCandidateFer   DectFer
            }

            ipdectSyncCandidateIndex OBJECT-TYPE
                SYNTAX      Unsigned32 (1..4)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "Place in the order of strength."
                ::= { ipdectSyncCandidateEntry 1 }

            ipdectSyncCandidateRfpi OBJECT-TYPE
                SYNTAX      DectRfpi
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The identity heard."
                ::= { ipdectSyncCandidateEntry 2 }

            ipdectSyncCandidateRssi OBJECT-TYPE
                SYNTAX      DectRssi
                UNITS       "dBm"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Signal strength."
                ::= { ipdectSyncCandidateEntry 3 }

            ipdectSyncCandidateFer OBJECT-TYPE
                SYNTAX      DectFer
                UNITS       "percent"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Frame error rate, the mean of the candidate's bearers."
                ::= { ipdectSyncCandidateEntry 4 }

            -- The sync ring of gateways

            ipdectSyncRingTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSyncRingEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The gateways in the sync ring, in ring order."
                ::= { ipdectSyncObjects 5 }

            ipdectSyncRingEntry OBJECT-TYPE
                SYNTAX      IpdectSyncRingEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One gateway."
                INDEX       { ipdectSyncRingIndex }
                ::= { ipdectSyncRingTable 1 }

            IpdectSyncRingEntry ::= SEQUENCE {
                ipdectSyncRingIndex        DectIndex,
                ipdectSyncRingMacAddress   MacAddress,
                ipdectSyncRingHasReference TruthValue
            }

            ipdectSyncRingIndex OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "Place in the ring."
                ::= { ipdectSyncRingEntry 1 }

            ipdectSyncRingMacAddress OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The gateway's hardware address."
                ::= { ipdectSyncRingEntry 2 }

            ipdectSyncRingHasReference OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether its reference signal is there."
                ::= { ipdectSyncRingEntry 3 }

            ipdectSyncPortTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectSyncPortEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The two sync ports of each gateway in the ring."
                ::= { ipdectSyncObjects 6 }

            ipdectSyncPortEntry OBJECT-TYPE
                SYNTAX      IpdectSyncPortEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One port."
                INDEX       { ipdectSyncRingIndex, ipdectSyncPortIndex }
                ::= { ipdectSyncPortTable 1 }

            IpdectSyncPortEntry ::= SEQUENCE {
                ipdectSyncPortIndex         INTEGER,
                ipdectSyncPortSynchronized  TruthValue,
                ipdectSyncPortCommunicating TruthValue,
                ipdectSyncPortPeerType      InetAddressType,
                ipdectSyncPortPeer          InetAddress,
                ipdectSyncPortOffset        Integer32,
                ipdectSyncPortCableDelay    Gauge32,
                ipdectSyncPortLost          Counter64,
                ipdectSyncPortTxErrors      Counter64,
                ipdectSyncPortRxErrors      Counter64
            }

            ipdectSyncPortIndex OBJECT-TYPE
                SYNTAX      INTEGER {
                                in(1),
                                out(2)
                            }
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The port toward the gateway before, or behind."
                ::= { ipdectSyncPortEntry 1 }

            ipdectSyncPortSynchronized OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the port is synchronized."
                ::= { ipdectSyncPortEntry 2 }

            ipdectSyncPortCommunicating OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the two sides talk to each other."
                ::= { ipdectSyncPortEntry 3 }

            ipdectSyncPortPeerType OBJECT-TYPE
                SYNTAX      InetAddressType
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The type of ipdectSyncPortPeer; unknown(0) when that is not known."
                ::= { ipdectSyncPortEntry 4 }

            ipdectSyncPortPeer OBJECT-TYPE
                SYNTAX      InetAddress (SIZE (0 | 4 | 16 | 20))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The address of the gateway at the other end."
                ::= { ipdectSyncPortEntry 5 }

            ipdectSyncPortOffset OBJECT-TYPE
                SYNTAX      Integer32
                UNITS       "nanoseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Synchronization offset."
                ::= { ipdectSyncPortEntry 6 }

            ipdectSyncPortCableDelay OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "nanoseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Delay of the cable."
                ::= { ipdectSyncPortEntry 7 }

            ipdectSyncPortLost OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Times the synchronization was lost."
                ::= { ipdectSyncPortEntry 8 }

            ipdectSyncPortTxErrors OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Transmission errors."
                ::= { ipdectSyncPortEntry 9 }

            ipdectSyncPortRxErrors OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Receive errors."
                ::= { ipdectSyncPortEntry 10 }

            -- Conformance

            ipdectSyncCompliances OBJECT IDENTIFIER ::= { ipdectSyncConformance 1 }

            ipdectSyncGroups OBJECT IDENTIFIER ::= { ipdectSyncConformance 2 }

            ipdectSyncCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows of synchronization."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectSyncSummaryGroup,
                    ipdectSyncRegionGroup,
                    ipdectSyncRadioGroup,
                    ipdectSyncCandidateGroup
                }

                GROUP       ipdectSyncRingGroup
                DESCRIPTION
                    "For systems with a sync ring of gateways."

                GROUP       ipdectSyncPortGroup
                DESCRIPTION
                    "For systems with a sync ring of gateways."
                ::= { ipdectSyncCompliances 1 }

            ipdectSyncSummaryGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncRadiosGreen,
                    ipdectSyncRadiosYellow,
                    ipdectSyncRadiosRed,
                    ipdectSyncRegions,
                    ipdectSyncLastChange
                }
                STATUS      current
                DESCRIPTION
                    "Synchronization of the system as a whole."
                ::= { ipdectSyncGroups 1 }

            ipdectSyncRegionGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncRegionNumber,
                    ipdectSyncRegionName,
                    ipdectSyncRegionMaster,
                    ipdectSyncRegionReference,
                    ipdectSyncRegionHasReference,
                    ipdectSyncRegionRadios,
                    ipdectSyncRegionGreen,
                    ipdectSyncRegionYellow,
                    ipdectSyncRegionRed,
                    ipdectSyncRegionCalculations,
                    ipdectSyncRegionConfigurations,
                    ipdectSyncRegionSyncLost,
                    ipdectSyncRegionCleared
                }
                STATUS      current
                DESCRIPTION
                    "Sync regions."
                ::= { ipdectSyncGroups 2 }

            ipdectSyncRadioGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncRadioMode,
                    ipdectSyncRadioRegion,
                    ipdectSyncRadioState,
                    ipdectSyncRadioColor,
                    ipdectSyncRadioActiveMaster,
                    ipdectSyncRadioParent,
                    ipdectSyncRadioDepth,
                    ipdectSyncRadioRssi,
                    ipdectSyncRadioFer,
                    ipdectSyncRadioLost,
                    ipdectSyncRadioLastLossCause,
                    ipdectSyncRadioCarrier,
                    ipdectSyncRadioSlot,
                    ipdectSyncRadioDrift,
                    ipdectSyncRadioLockedTo,
                    ipdectSyncRadioLockedToSecond,
                    ipdectSyncRadioCandidates
                }
                STATUS      current
                DESCRIPTION
                    "Air synchronization of radios."
                ::= { ipdectSyncGroups 3 }

            ipdectSyncCandidateGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncCandidateRfpi,
                    ipdectSyncCandidateRssi,
                    ipdectSyncCandidateFer
                }
                STATUS      current
                DESCRIPTION
                    "Sync candidates."
                ::= { ipdectSyncGroups 4 }

            ipdectSyncRingGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncRingMacAddress,
                    ipdectSyncRingHasReference
                }
                STATUS      current
                DESCRIPTION
                    "Gateways in the sync ring."
                ::= { ipdectSyncGroups 5 }

            ipdectSyncPortGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSyncPortSynchronized,
                    ipdectSyncPortCommunicating,
                    ipdectSyncPortPeerType,
                    ipdectSyncPortPeer,
                    ipdectSyncPortOffset,
                    ipdectSyncPortCableDelay,
                    ipdectSyncPortLost,
                    ipdectSyncPortTxErrors,
                    ipdectSyncPortRxErrors
                }
                STATUS      current
                DESCRIPTION
                    "Sync ports of gateways."
                ::= { ipdectSyncGroups 6 }

            END

            """#
        ),
        (
            "IPDECT-SYSTEM-MIB",
            #"""
            IPDECT-SYSTEM-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-TYPE, Counter64, Gauge32, Integer32,
                Unsigned32
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION, DateAndTime, MacAddress, TimeStamp, TruthValue
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                InetAddress, InetAddressType
                    FROM INET-ADDRESS-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB;

            ipdectSystemMIB MODULE-IDENTITY
                LAST-UPDATED "202611280000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "The IP-DECT system, its devices and radios, the devices in master
                     roles, wired radio fixed parts, and the agent itself.

                     A value that is not known has no instance: a radio that is not
                     registered has no ipdectDeviceConnectedSince. One answer shows one
                     moment."
                REVISION     "202611280000Z"
                DESCRIPTION
                    "Devices that are watched: ipdectDeviceWatched."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 1 }

            -- Textual conventions

            DectIndex ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "The number of a row."
                SYNTAX      Unsigned32 (1..2147483647)

            DectIndexOrZero ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "d"
                STATUS      current
                DESCRIPTION
                    "The number of a row of the table named in the object's description, or
                     0 for none."
                SYNTAX      Unsigned32 (0..2147483647)

            DectRfpi ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "1x"
                STATUS      current
                DESCRIPTION
                    "The identity that a radio broadcasts, five octets as they are sent
                     (ETSI EN 300 175-6); empty while none is assigned."
                SYNTAX      OCTET STRING (SIZE (0 | 5))

            DectDeviceModel ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The kind of a device.

                       ipbs1(1) base station, first generation
                       ipbs2(2) base station, second generation
                       ipbs3(3) base station, third generation
                       ipbl(4)  gateway with wired radio fixed parts
                       ipvm(5)  virtual appliance without a radio"
                SYNTAX      INTEGER {
                                ipbs1(1),
                                ipbs2(2),
                                ipbs3(3),
                                ipbl(4),
                                ipvm(5)
                            }

            DectRegistration ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How a radio stands with its PARI Master.

                       uninitialized(1) seen on the network, not yet added
                       registered(2)    added and connected
                       staticLost(3)    added and no longer connected"
                SYNTAX      INTEGER {
                                uninitialized(1),
                                registered(2),
                                staticLost(3)
                            }

            DectDeviceState ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "One word for how a device does, for state sensors.

                       up(1)       connected, and synchronized if it has a radio
                       degraded(2) connected, but its radio is not synchronized
                       down(3)     added and no longer connected
                       notAdded(4) seen, and not yet added to a PARI Master"
                SYNTAX      INTEGER {
                                up(1),
                                degraded(2),
                                down(3),
                                notAdded(4)
                            }

            DectDeviceRoles ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The roles that a device is configured for."
                SYNTAX      BITS {
                                radio(0),
                                master(1),
                                pariMaster(2),
                                mobilityMaster(3),
                                cryptoMaster(4)
                            }

            DectMasterRole ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "A role that one or two devices of a system take.

                       master(1)         registers users and connects calls
                       pariMaster(2)     gives radios their identity and computes the air
                                         synchronization
                       mobilityMaster(3) lets users roam between masters
                       cryptoMaster(4)   hands out encryption keys"
                SYNTAX      INTEGER {
                                master(1),
                                pariMaster(2),
                                mobilityMaster(3),
                                cryptoMaster(4)
                            }

            DectMasterMode ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How a device is configured for a role.

                       off(1)        not at all
                       active(2)     alone, or before its standby
                       standby(3)    serves while the active one is gone
                       mirror(4)     one of two that share their data
                       deployment(5) installed, while radios are being placed"
                SYNTAX      INTEGER {
                                off(1),
                                active(2),
                                standby(3),
                                mirror(4),
                                deployment(5)
                            }

            DectWiredPartState ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The state of a wired radio fixed part.

                       connected(1)      there and working
                       disconnected(2)   not there
                       malfunctioning(3) there, and not working
                       disabled(4)       switched off by the operator
                       downloadFailed(5) its software could not be loaded"
                SYNTAX      INTEGER {
                                connected(1),
                                disconnected(2),
                                malfunctioning(3),
                                disabled(4),
                                downloadFailed(5)
                            }

            DectSeverity ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How severe a fault is to the system, numbered as in ITU-T X.733. The
                     system itself knows indeterminate(2), critical(3) and major(4).
                     cleared(1) says that there is none; minor(5) and warning(6) are not
                     used.

                     Mind that the numbers are not in order of severity."
                SYNTAX      INTEGER {
                                cleared(1),
                                indeterminate(2),
                                critical(3),
                                major(4),
                                minor(5),
                                warning(6)
                            }

            ipdectSystemObjects OBJECT IDENTIFIER ::= { ipdectSystemMIB 1 }

            ipdectSystemConformance OBJECT IDENTIFIER ::= { ipdectSystemMIB 2 }

            ipdectSystemSummary OBJECT IDENTIFIER ::= { ipdectSystemObjects 1 }

            -- The system

            ipdectSystemName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The system's name; empty while the system is not configured."
                ::= { ipdectSystemSummary 1 }

            ipdectSystemId OBJECT-TYPE
                SYNTAX      Unsigned32 (0..296)
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The system ID; 0 while the system is not configured."
                ::= { ipdectSystemSummary 2 }

            ipdectSystemSaris OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The secondary access rights identities that the system broadcasts, its
                     own first, parted by blanks."
                ::= { ipdectSystemSummary 3 }

            ipdectSystemSimulated OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the system is a simulation."
                ::= { ipdectSystemSummary 4 }

            ipdectSystemFeed OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Where the agent learns about the system, such as `simulation`; empty
                     while it has no source."
                ::= { ipdectSystemSummary 5 }

            ipdectSystemRadios OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios known, whatever their state."
                ::= { ipdectSystemSummary 6 }

            ipdectSystemRadiosRegistered OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios that are registered."
                ::= { ipdectSystemSummary 7 }

            ipdectSystemRadiosLost OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios that were added and are no longer connected."
                ::= { ipdectSystemSummary 8 }

            ipdectSystemRadiosUninitialized OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Radios seen and not yet added."
                ::= { ipdectSystemSummary 9 }

            ipdectSystemRadioLimit OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "radios"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Base stations that fit the device in the PARI Master's role; 0 while
                     the system is not configured."
                ::= { ipdectSystemSummary 10 }

            ipdectSystemUsersRegistered OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "users"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Users whose handset is registered now."
                ::= { ipdectSystemSummary 11 }

            ipdectSystemUsers OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "users"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Users in all."
                ::= { ipdectSystemSummary 12 }

            ipdectSystemInputsRefused OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Reports of devices that contradicted what was known and were not used,
                     since the agent started."
                ::= { ipdectSystemSummary 13 }

            ipdectSystemDeviceLastChange OBJECT-TYPE
                SYNTAX      TimeStamp
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "sysUpTime when a row of ipdectDeviceTable was last added, removed or
                     changed."
                ::= { ipdectSystemSummary 14 }

            ipdectSystemMasterLastChange OBJECT-TYPE
                SYNTAX      TimeStamp
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "sysUpTime when a row of ipdectMasterTable was last added, removed or
                     changed."
                ::= { ipdectSystemSummary 15 }

            -- Devices

            ipdectDeviceTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectDeviceEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The devices that have, or can have, the radio role: base stations and
                     gateways."
                ::= { ipdectSystemObjects 2 }

            ipdectDeviceEntry OBJECT-TYPE
                SYNTAX      IpdectDeviceEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One device."
                INDEX       { ipdectDeviceIndex }
                ::= { ipdectDeviceTable 1 }

            IpdectDeviceEntry ::= SEQUENCE {
                ipdectDeviceIndex          DectIndex,
                ipdectDeviceName           SnmpAdminString,
                ipdectDeviceGivenName      SnmpAdminString,
                ipdectDeviceModel          DectDeviceModel,
                ipdectDeviceMacAddress     MacAddress,
                ipdectDeviceAddressType    InetAddressType,
                ipdectDeviceAddress        InetAddress,
                ipdectDeviceState          DectDeviceState,
                ipdectDeviceRegistration   DectRegistration,
                ipdectDeviceRoles          DectDeviceRoles,
                ipdectDeviceRfpi           DectRfpi,
                ipdectDeviceFirmware       SnmpAdminString,
                ipdectDeviceBootCode       SnmpAdminString,
                ipdectDeviceHardware       SnmpAdminString,
                ipdectDeviceLocationId     SnmpAdminString,
                ipdectDeviceLocation       SnmpAdminString,
                ipdectDeviceConnectedSince DateAndTime,
                ipdectDeviceActiveAlarms   Gauge32,
                ipdectDeviceWorstSeverity  DectSeverity,
                ipdectDeviceLastSeen       DateAndTime,
                ipdectDeviceWatched        TruthValue
            }

            ipdectDeviceIndex OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The number of the device. It stays with the MAC address as long as the
                     system knows it and is not given to another one."
                ::= { ipdectDeviceEntry 1 }

            ipdectDeviceName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The unique name made of the kind and the MAC address, such as
                     ipbs3-12-34-56."
                ::= { ipdectDeviceEntry 2 }

            ipdectDeviceGivenName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The name that was entered at the device; empty when none was."
                ::= { ipdectDeviceEntry 3 }

            ipdectDeviceModel OBJECT-TYPE
                SYNTAX      DectDeviceModel
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The kind of device."
                ::= { ipdectDeviceEntry 4 }

            ipdectDeviceMacAddress OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The hardware address."
                ::= { ipdectDeviceEntry 5 }

            ipdectDeviceAddressType OBJECT-TYPE
                SYNTAX      InetAddressType
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The type of ipdectDeviceAddress; unknown(0) while the device has none."
                ::= { ipdectDeviceEntry 6 }

            ipdectDeviceAddress OBJECT-TYPE
                SYNTAX      InetAddress (SIZE (0 | 4 | 16 | 20))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The address that the device registered from."
                ::= { ipdectDeviceEntry 7 }

            ipdectDeviceState OBJECT-TYPE
                SYNTAX      DectDeviceState
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How the device does, in one word."
                ::= { ipdectDeviceEntry 8 }

            ipdectDeviceRegistration OBJECT-TYPE
                SYNTAX      DectRegistration
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How it stands with its PARI Master."
                ::= { ipdectDeviceEntry 9 }

            ipdectDeviceRoles OBJECT-TYPE
                SYNTAX      DectDeviceRoles
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The roles that it is configured for."
                ::= { ipdectDeviceEntry 10 }

            ipdectDeviceRfpi OBJECT-TYPE
                SYNTAX      DectRfpi
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The identity that it broadcasts."
                ::= { ipdectDeviceEntry 11 }

            ipdectDeviceFirmware OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Version of the software."
                ::= { ipdectDeviceEntry 12 }

            ipdectDeviceBootCode OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Version of the boot code."
                ::= { ipdectDeviceEntry 13 }

            ipdectDeviceHardware OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Version of the hardware."
                ::= { ipdectDeviceEntry 14 }

            ipdectDeviceLocationId OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The location ID that goes with an emergency call."
                ::= { ipdectDeviceEntry 15 }

            ipdectDeviceLocation OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Description of the place."
                ::= { ipdectDeviceEntry 16 }

            ipdectDeviceConnectedSince OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it connected; no instance while it is not registered."
                ::= { ipdectDeviceEntry 17 }

            ipdectDeviceActiveAlarms OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "alarms"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Alarms that stand for this device."
                ::= { ipdectDeviceEntry 18 }

            ipdectDeviceWorstSeverity OBJECT-TYPE
                SYNTAX      DectSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The worst severity among them; cleared(1) when there is none."
                ::= { ipdectDeviceEntry 19 }

            ipdectDeviceLastSeen OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When the device was last heard. Does not count for
                     ipdectSystemDeviceLastChange."
                ::= { ipdectDeviceEntry 20 }

            ipdectDeviceWatched OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the device is real and belongs to a system that the agent
                     watches from beside: false for what is simulated."
                ::= { ipdectDeviceEntry 21 }

            -- Devices in master roles

            ipdectMasterTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectMasterEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The devices in master roles, by role and MAC address."
                ::= { ipdectSystemObjects 3 }

            ipdectMasterEntry OBJECT-TYPE
                SYNTAX      IpdectMasterEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One device in one role."
                INDEX       { ipdectMasterIndex }
                ::= { ipdectMasterTable 1 }

            IpdectMasterEntry ::= SEQUENCE {
                ipdectMasterIndex       DectIndex,
                ipdectMasterRole        DectMasterRole,
                ipdectMasterMacAddress  MacAddress,
                ipdectMasterDeviceIndex DectIndexOrZero,
                ipdectMasterMode        DectMasterMode,
                ipdectMasterActive      TruthValue,
                ipdectMasterReachable   TruthValue,
                ipdectMasterChanged     DateAndTime
            }

            ipdectMasterIndex OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The place in the list. It changes when a role is given to, or taken
                     from, a device that stands before."
                ::= { ipdectMasterEntry 1 }

            ipdectMasterRole OBJECT-TYPE
                SYNTAX      DectMasterRole
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The role."
                ::= { ipdectMasterEntry 2 }

            ipdectMasterMacAddress OBJECT-TYPE
                SYNTAX      MacAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The device's hardware address."
                ::= { ipdectMasterEntry 3 }

            ipdectMasterDeviceIndex OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The device's row in ipdectDeviceTable, 0 when it has no radio role."
                ::= { ipdectMasterEntry 4 }

            ipdectMasterMode OBJECT-TYPE
                SYNTAX      DectMasterMode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The configured mode."
                ::= { ipdectMasterEntry 5 }

            ipdectMasterActive OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the device serves in this role now."
                ::= { ipdectMasterEntry 6 }

            ipdectMasterReachable OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the device can be reached."
                ::= { ipdectMasterEntry 7 }

            ipdectMasterChanged OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When ipdectMasterActive last changed."
                ::= { ipdectMasterEntry 8 }

            -- Wired radio fixed parts of gateways

            ipdectWiredPartTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectWiredPartEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The radio fixed parts wired to the gateways."
                ::= { ipdectSystemObjects 4 }

            ipdectWiredPartEntry OBJECT-TYPE
                SYNTAX      IpdectWiredPartEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One part."
                INDEX       { ipdectDeviceIndex, ipdectWiredPartPort }
                ::= { ipdectWiredPartTable 1 }

            IpdectWiredPartEntry ::= SEQUENCE {
                ipdectWiredPartPort           Unsigned32,
                ipdectWiredPartState          DectWiredPartState,
                ipdectWiredPartRfpi           DectRfpi,
                ipdectWiredPartDescription    SnmpAdminString,
                ipdectWiredPartSoftware       SnmpAdminString,
                ipdectWiredPartHardware       SnmpAdminString,
                ipdectWiredPartConnectedSince DateAndTime,
                ipdectWiredPartCableDelay     Gauge32,
                ipdectWiredPartTxErrors       Counter64,
                ipdectWiredPartRxErrors       Counter64
            }

            ipdectWiredPartPort OBJECT-TYPE
                SYNTAX      Unsigned32 (1..255)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The port of the gateway."
                ::= { ipdectWiredPartEntry 1 }

            ipdectWiredPartState OBJECT-TYPE
                SYNTAX      DectWiredPartState
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The state."
                ::= { ipdectWiredPartEntry 2 }

            ipdectWiredPartRfpi OBJECT-TYPE
                SYNTAX      DectRfpi
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The identity that it broadcasts."
                ::= { ipdectWiredPartEntry 3 }

            ipdectWiredPartDescription OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "A short description of the place."
                ::= { ipdectWiredPartEntry 4 }

            ipdectWiredPartSoftware OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Version of the software."
                ::= { ipdectWiredPartEntry 5 }

            ipdectWiredPartHardware OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Version of the hardware."
                ::= { ipdectWiredPartEntry 6 }

            ipdectWiredPartConnectedSince OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it connected; no instance while it is not connected."
                ::= { ipdectWiredPartEntry 7 }

            ipdectWiredPartCableDelay OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "nanoseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Delay of the cable."
                ::= { ipdectWiredPartEntry 8 }

            ipdectWiredPartTxErrors OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "packets"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Signalling packets sent again to the part."
                ::= { ipdectWiredPartEntry 9 }

            ipdectWiredPartRxErrors OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "packets"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Signalling packets that the part sent again."
                ::= { ipdectWiredPartEntry 10 }

            -- Environment of gateways

            ipdectEnvironmentTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectEnvironmentEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What the sensors of the gateways say."
                ::= { ipdectSystemObjects 5 }

            ipdectEnvironmentEntry OBJECT-TYPE
                SYNTAX      IpdectEnvironmentEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The sensors of one gateway."
                INDEX       { ipdectDeviceIndex }
                ::= { ipdectEnvironmentTable 1 }

            IpdectEnvironmentEntry ::= SEQUENCE {
                ipdectEnvironmentTemperature Integer32,
                ipdectEnvironmentPower       Gauge32,
                ipdectEnvironmentSupply      Gauge32,
                ipdectEnvironmentFanRunning  TruthValue
            }

            ipdectEnvironmentTemperature OBJECT-TYPE
                SYNTAX      Integer32
                UNITS       "degrees Celsius"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Temperature."
                ::= { ipdectEnvironmentEntry 1 }

            ipdectEnvironmentPower OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "milliwatts"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Power drawn."
                ::= { ipdectEnvironmentEntry 2 }

            ipdectEnvironmentSupply OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "millivolts"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Supply voltage."
                ::= { ipdectEnvironmentEntry 3 }

            ipdectEnvironmentFanRunning OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether the fan turns."
                ::= { ipdectEnvironmentEntry 4 }

            -- The agent

            ipdectAgentStatus OBJECT IDENTIFIER ::= { ipdectSystemObjects 6 }

            ipdectAgentVersion OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The agent's version."
                ::= { ipdectAgentStatus 1 }

            ipdectAgentStarted OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When the agent started."
                ::= { ipdectAgentStatus 2 }

            ipdectAgentSnapshot OBJECT-TYPE
                SYNTAX      Counter64
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Number of the state that this answer shows; it grows by one with each
                     change that the agent publishes."
                ::= { ipdectAgentStatus 3 }

            ipdectAgentSnapshotTime OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When that state was taken."
                ::= { ipdectAgentStatus 4 }

            ipdectAgentJournalRecords OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "records"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Number of the last record in the journal of faults and events."
                ::= { ipdectAgentStatus 5 }

            ipdectAgentJournalFailures OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "records"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Records that could not be written since the agent started."
                ::= { ipdectAgentStatus 6 }

            ipdectAgentResidentMemory OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Memory that the agent holds."
                ::= { ipdectAgentStatus 7 }

            ipdectAgentProcessorTime OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "milliseconds"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Processor time that the agent used."
                ::= { ipdectAgentStatus 8 }

            ipdectAgentHostMemory OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "All memory of the agent's host."
                ::= { ipdectAgentStatus 9 }

            ipdectAgentHostMemoryUsed OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "kibibytes"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Memory of the host in use that cannot be reclaimed."
                ::= { ipdectAgentStatus 10 }

            ipdectAgentHostProcessorLoad OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "tenths of a percent"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Share of the host's processors in use over the last interval."
                ::= { ipdectAgentStatus 11 }

            -- Conformance

            ipdectSystemCompliances OBJECT IDENTIFIER ::= { ipdectSystemConformance 1 }

            ipdectSystemGroups OBJECT IDENTIFIER ::= { ipdectSystemConformance 2 }

            ipdectSystemCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows of an IP-DECT system."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectSystemSummaryGroup,
                    ipdectDeviceGroup,
                    ipdectMasterGroup,
                    ipdectAgentGroup
                }

                GROUP       ipdectWiredPartGroup
                DESCRIPTION
                    "For systems with gateways that have wired radio fixed parts."

                GROUP       ipdectEnvironmentGroup
                DESCRIPTION
                    "For systems with gateways that have sensors."
                ::= { ipdectSystemCompliances 1 }

            ipdectSystemSummaryGroup OBJECT-GROUP
                OBJECTS {
                    ipdectSystemName,
                    ipdectSystemId,
                    ipdectSystemSaris,
                    ipdectSystemSimulated,
                    ipdectSystemFeed,
                    ipdectSystemRadios,
                    ipdectSystemRadiosRegistered,
                    ipdectSystemRadiosLost,
                    ipdectSystemRadiosUninitialized,
                    ipdectSystemRadioLimit,
                    ipdectSystemUsersRegistered,
                    ipdectSystemUsers,
                    ipdectSystemInputsRefused,
                    ipdectSystemDeviceLastChange,
                    ipdectSystemMasterLastChange
                }
                STATUS      current
                DESCRIPTION
                    "The system as a whole."
                ::= { ipdectSystemGroups 1 }

            ipdectDeviceGroup OBJECT-GROUP
                OBJECTS {
                    ipdectDeviceName,
                    ipdectDeviceGivenName,
                    ipdectDeviceModel,
                    ipdectDeviceMacAddress,
                    ipdectDeviceAddressType,
                    ipdectDeviceAddress,
                    ipdectDeviceState,
                    ipdectDeviceRegistration,
                    ipdectDeviceRoles,
                    ipdectDeviceRfpi,
                    ipdectDeviceFirmware,
                    ipdectDeviceBootCode,
                    ipdectDeviceHardware,
                    ipdectDeviceLocationId,
                    ipdectDeviceLocation,
                    ipdectDeviceConnectedSince,
                    ipdectDeviceActiveAlarms,
                    ipdectDeviceWorstSeverity,
                    ipdectDeviceLastSeen,
                    ipdectDeviceWatched
                }
                STATUS      current
                DESCRIPTION
                    "Devices and radios."
                ::= { ipdectSystemGroups 2 }

            ipdectMasterGroup OBJECT-GROUP
                OBJECTS {
                    ipdectMasterRole,
                    ipdectMasterMacAddress,
                    ipdectMasterDeviceIndex,
                    ipdectMasterMode,
                    ipdectMasterActive,
                    ipdectMasterReachable,
                    ipdectMasterChanged
                }
                STATUS      current
                DESCRIPTION
                    "Devices in master roles."
                ::= { ipdectSystemGroups 3 }

            ipdectWiredPartGroup OBJECT-GROUP
                OBJECTS {
                    ipdectWiredPartState,
                    ipdectWiredPartRfpi,
                    ipdectWiredPartDescription,
                    ipdectWiredPartSoftware,
                    ipdectWiredPartHardware,
                    ipdectWiredPartConnectedSince,
                    ipdectWiredPartCableDelay,
                    ipdectWiredPartTxErrors,
                    ipdectWiredPartRxErrors
                }
                STATUS      current
                DESCRIPTION
                    "Wired radio fixed parts."
                ::= { ipdectSystemGroups 4 }

            ipdectEnvironmentGroup OBJECT-GROUP
                OBJECTS {
                    ipdectEnvironmentTemperature,
                    ipdectEnvironmentPower,
                    ipdectEnvironmentSupply,
                    ipdectEnvironmentFanRunning
                }
                STATUS      current
                DESCRIPTION
                    "Environment of gateways."
                ::= { ipdectSystemGroups 5 }

            ipdectAgentGroup OBJECT-GROUP
                OBJECTS {
                    ipdectAgentVersion,
                    ipdectAgentStarted,
                    ipdectAgentSnapshot,
                    ipdectAgentSnapshotTime,
                    ipdectAgentJournalRecords,
                    ipdectAgentJournalFailures,
                    ipdectAgentResidentMemory,
                    ipdectAgentProcessorTime,
                    ipdectAgentHostMemory,
                    ipdectAgentHostMemoryUsed,
                    ipdectAgentHostProcessorLoad
                }
                STATUS      current
                DESCRIPTION
                    "The agent and its host."
                ::= { ipdectSystemGroups 6 }

            END

            """#
        ),
        (
            "IPDECT-TARGET-MIB",
            #"""
            IPDECT-TARGET-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-TYPE, Counter64, Gauge32
                    FROM SNMPv2-SMI
                DateAndTime
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                InetPortNumber
                    FROM INET-ADDRESS-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB
                DectIndex
                    FROM IPDECT-SYSTEM-MIB
                DectSeriousness
                    FROM IPDECT-ALARM-MIB;

            ipdectTargetMIB MODULE-IDENTITY
                LAST-UPDATED "202611282300Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "The receivers that the agent sends notifications to, and how each of
                     them does."
                REVISION     "202611282300Z"
                DESCRIPTION
                    "ipdectTargetPending counts faults and notices alone, and no other
                     records of the journal."
                REVISION     "202611280000Z"
                DESCRIPTION
                    "Informs: kind, acknowledged, retried, last acknowledgement and
                     unexpected messages; what storm control held back."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 5 }

            ipdectTargetObjects OBJECT IDENTIFIER ::= { ipdectTargetMIB 1 }

            ipdectTargetConformance OBJECT IDENTIFIER ::= { ipdectTargetMIB 2 }

            -- Receivers of notifications

            ipdectTargetTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectTargetEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The receivers of notifications."
                ::= { ipdectTargetObjects 1 }

            ipdectTargetEntry OBJECT-TYPE
                SYNTAX      IpdectTargetEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One receiver."
                INDEX       { ipdectTargetIndex }
                ::= { ipdectTargetTable 1 }

            IpdectTargetEntry ::= SEQUENCE {
                ipdectTargetIndex            DectIndex,
                ipdectTargetName             SnmpAdminString,
                ipdectTargetPort             InetPortNumber,
                ipdectTargetVersion          INTEGER,
                ipdectTargetSet              INTEGER,
                ipdectTargetSeriousness      DectSeriousness,
                ipdectTargetState            INTEGER,
                ipdectTargetPending          Gauge32,
                ipdectTargetSent             Counter64,
                ipdectTargetFailed           Counter64,
                ipdectTargetFiltered         Counter64,
                ipdectTargetDropped          Counter64,
                ipdectTargetLastSent         DateAndTime,
                ipdectTargetLastError        SnmpAdminString,
                ipdectTargetKind             INTEGER,
                ipdectTargetAcknowledged     Counter64,
                ipdectTargetRetried          Counter64,
                ipdectTargetHeldBack         Counter64,
                ipdectTargetLastAcknowledged DateAndTime,
                ipdectTargetUnexpected       Counter64
            }

            ipdectTargetIndex OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The receiver's number in the agent's settings."
                ::= { ipdectTargetEntry 1 }

            ipdectTargetName OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The host name or address, as configured."
                ::= { ipdectTargetEntry 2 }

            ipdectTargetPort OBJECT-TYPE
                SYNTAX      InetPortNumber
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The UDP port."
                ::= { ipdectTargetEntry 3 }

            ipdectTargetVersion OBJECT-TYPE
                SYNTAX      INTEGER {
                                v1(1),
                                v2c(2),
                                v3(3)
                            }
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The version of SNMP."
                ::= { ipdectTargetEntry 4 }

            ipdectTargetSet OBJECT-TYPE
                SYNTAX      INTEGER {
                                own(1),
                                vendor(2),
                                both(3)
                            }
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Which notifications it gets: those of IPDECT-ALARM-MIB, those of the
                     vendor's devices, or both."
                ::= { ipdectTargetEntry 5 }

            ipdectTargetSeriousness OBJECT-TYPE
                SYNTAX      DectSeriousness
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The least seriousness that is sent."
                ::= { ipdectTargetEntry 6 }

            ipdectTargetState OBJECT-TYPE
                SYNTAX      INTEGER {
                                held(1),
                                sending(2),
                                failing(3)
                            }
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "held(1) until the network is up, sending(2), or failing(3) when the
                     last attempt failed."
                ::= { ipdectTargetEntry 7 }

            ipdectTargetPending OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "records"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Faults and notices in the journal that wait for this receiver: of traps
                     those that were not sent, of informs those that were not acknowledged.
                     What its seriousness or filter will leave out counts until it is looked
                     at. It is exact up to 256; beyond that, and for what waits from before
                     the agent's start, it is an upper bound, in which other records of the
                     journal may be counted, too."
                ::= { ipdectTargetEntry 8 }

            ipdectTargetSent OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "notifications"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Notifications sent since the agent started; one that is sent again
                     counts once."
                ::= { ipdectTargetEntry 9 }

            ipdectTargetFailed OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "attempts"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Attempts to send that failed since the agent started."
                ::= { ipdectTargetEntry 10 }

            ipdectTargetFiltered OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "notifications"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Notifications not sent because of seriousness, the filter or the notify view."
                ::= { ipdectTargetEntry 11 }

            ipdectTargetDropped OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "notifications"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Notifications given up: the journal no longer had the record, or it
                     could never be sent."
                ::= { ipdectTargetEntry 12 }

            ipdectTargetLastSent OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When one was last sent; no instance before the first."
                ::= { ipdectTargetEntry 13 }

            ipdectTargetLastError OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..255))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Why the last attempt that failed did."
                ::= { ipdectTargetEntry 14 }

            ipdectTargetKind OBJECT-TYPE
                SYNTAX      INTEGER {
                                trap(1),
                                inform(2)
                            }
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether notifications are acknowledged: a trap(1) is not, an inform(2)
                     is sent again until it is."
                ::= { ipdectTargetEntry 15 }

            ipdectTargetAcknowledged OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "notifications"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Informs that the receiver acknowledged since the agent started."
                ::= { ipdectTargetEntry 16 }

            ipdectTargetRetried OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "messages"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "How often informs were sent again since the agent started."
                ::= { ipdectTargetEntry 17 }

            ipdectTargetHeldBack OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "notifications"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Notifications held back since the agent started because too many came
                     at once. ipdectHeldBackNotification sums them up."
                ::= { ipdectTargetEntry 18 }

            ipdectTargetLastAcknowledged OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When the receiver last acknowledged an inform; no instance before the
                     first."
                ::= { ipdectTargetEntry 19 }

            ipdectTargetUnexpected OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "messages"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Messages from the receiver that could not be read, belonged to no
                     inform that waits, or were not authentic."
                ::= { ipdectTargetEntry 20 }

            -- Conformance

            ipdectTargetCompliances OBJECT IDENTIFIER ::= { ipdectTargetConformance 1 }

            ipdectTargetGroups OBJECT IDENTIFIER ::= { ipdectTargetConformance 2 }

            ipdectTargetCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows of the receivers of its notifications."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectTargetGroup
                }
                ::= { ipdectTargetCompliances 1 }

            ipdectTargetCompliance2 MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent that sends informs shows of their receivers."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectTargetGroup,
                    ipdectTargetInformGroup
                }
                ::= { ipdectTargetCompliances 2 }

            ipdectTargetGroup OBJECT-GROUP
                OBJECTS {
                    ipdectTargetName,
                    ipdectTargetPort,
                    ipdectTargetVersion,
                    ipdectTargetSet,
                    ipdectTargetSeriousness,
                    ipdectTargetState,
                    ipdectTargetPending,
                    ipdectTargetSent,
                    ipdectTargetFailed,
                    ipdectTargetFiltered,
                    ipdectTargetDropped,
                    ipdectTargetLastSent,
                    ipdectTargetLastError
                }
                STATUS      current
                DESCRIPTION
                    "Receivers of notifications."
                ::= { ipdectTargetGroups 1 }

            ipdectTargetInformGroup OBJECT-GROUP
                OBJECTS {
                    ipdectTargetKind,
                    ipdectTargetAcknowledged,
                    ipdectTargetRetried,
                    ipdectTargetHeldBack,
                    ipdectTargetLastAcknowledged,
                    ipdectTargetUnexpected
                }
                STATUS      current
                DESCRIPTION
                    "Receivers of informs, and what storm control held back."
                ::= { ipdectTargetGroups 2 }

            END

            """#
        ),
        (
            "IPDECT-TRAFFIC-MIB",
            #"""
            IPDECT-TRAFFIC-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, OBJECT-TYPE, Counter64, Gauge32
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION, DateAndTime, TimeStamp, TruthValue
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, OBJECT-GROUP
                    FROM SNMPv2-CONF
                SnmpAdminString
                    FROM SNMP-FRAMEWORK-MIB
                ipdectModules
                    FROM IPDECT-ROOT-MIB
                DectIndex, DectIndexOrZero, ipdectDeviceEntry
                    FROM IPDECT-SYSTEM-MIB;

            ipdectTrafficMIB MODULE-IDENTITY
                LAST-UPDATED "202611230000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "Traffic: counters of the master, counters of each radio, and the calls
                     going on."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ipdectModules 3 }

            -- Textual conventions

            DectCallDirection ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "Where a call came from.

                       incoming(1) to a handset
                       outgoing(2) from a handset"
                SYNTAX      INTEGER {
                                incoming(1),
                                outgoing(2)
                            }

            ipdectTrafficObjects OBJECT IDENTIFIER ::= { ipdectTrafficMIB 1 }

            ipdectTrafficConformance OBJECT IDENTIFIER ::= { ipdectTrafficMIB 2 }

            ipdectTrafficMaster OBJECT IDENTIFIER ::= { ipdectTrafficObjects 1 }

            -- The master

            ipdectTrafficCallsIn OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Incoming calls."
                ::= { ipdectTrafficMaster 1 }

            ipdectTrafficCallsInDelivered OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Incoming calls that were connected."
                ::= { ipdectTrafficMaster 2 }

            ipdectTrafficCallsOut OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Outgoing calls."
                ::= { ipdectTrafficMaster 3 }

            ipdectTrafficHandovers OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "handovers"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Handovers."
                ::= { ipdectTrafficMaster 4 }

            ipdectTrafficHandoversCancelled OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "handovers"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Handovers that the handset gave up, staying where it was."
                ::= { ipdectTrafficMaster 5 }

            ipdectTrafficAbnormalReleases OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Calls that ended abnormally, such as when the user left the covered
                     area."
                ::= { ipdectTrafficMaster 6 }

            ipdectTrafficBusyHourAttempts OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Call attempts in the busiest hour since the counters were cleared."
                ::= { ipdectTrafficMaster 7 }

            ipdectTrafficBusyHourStart OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When that hour began; no instance before the first call."
                ::= { ipdectTrafficMaster 8 }

            ipdectTrafficCleared OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When the counters above were last set to zero, those of the radios
                     too; no instance if they never were."
                ::= { ipdectTrafficMaster 9 }

            ipdectTrafficCalls OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Calls going on; rows in ipdectCallTable."
                ::= { ipdectTrafficMaster 10 }

            ipdectTrafficCallsConnected OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those of them that are connected."
                ::= { ipdectTrafficMaster 11 }

            ipdectTrafficCallsEncrypted OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Those of them whose speech is encrypted on the network."
                ::= { ipdectTrafficMaster 12 }

            ipdectTrafficCallLastChange OBJECT-TYPE
                SYNTAX      TimeStamp
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "sysUpTime when a row of ipdectCallTable was last added, removed or
                     changed."
                ::= { ipdectTrafficMaster 13 }

            -- Radios

            ipdectTrafficRadioTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectTrafficRadioEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "Traffic of each radio."
                ::= { ipdectTrafficObjects 2 }

            ipdectTrafficRadioEntry OBJECT-TYPE
                SYNTAX      IpdectTrafficRadioEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One radio."
                AUGMENTS    { ipdectDeviceEntry }
                ::= { ipdectTrafficRadioTable 1 }

            IpdectTrafficRadioEntry ::= SEQUENCE {
                ipdectTrafficRadioCallsIn            Counter64,
                ipdectTrafficRadioCallsOut           Counter64,
                ipdectTrafficRadioHandovers          Counter64,
                ipdectTrafficRadioHandoversCancelled Counter64,
                ipdectTrafficRadioBusy               Counter64,
                ipdectTrafficRadioCalls              Gauge32,
                ipdectTrafficRadioCallLimit          Gauge32
            }

            ipdectTrafficRadioCallsIn OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Incoming calls."
                ::= { ipdectTrafficRadioEntry 1 }

            ipdectTrafficRadioCallsOut OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Outgoing calls."
                ::= { ipdectTrafficRadioEntry 2 }

            ipdectTrafficRadioHandovers OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "handovers"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Handovers to this radio."
                ::= { ipdectTrafficRadioEntry 3 }

            ipdectTrafficRadioHandoversCancelled OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "handovers"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Handovers that failed."
                ::= { ipdectTrafficRadioEntry 4 }

            ipdectTrafficRadioBusy OBJECT-TYPE
                SYNTAX      Counter64
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Calls that found all channels busy."
                ::= { ipdectTrafficRadioEntry 5 }

            ipdectTrafficRadioCalls OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Calls that go through it now."
                ::= { ipdectTrafficRadioEntry 6 }

            ipdectTrafficRadioCallLimit OBJECT-TYPE
                SYNTAX      Gauge32
                UNITS       "calls"
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Calls that can go through it at once."
                ::= { ipdectTrafficRadioEntry 7 }

            -- Calls

            ipdectCallTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpdectCallEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The calls going on. Rows come and go; count calls by the counters
                     above."
                ::= { ipdectTrafficObjects 3 }

            ipdectCallEntry OBJECT-TYPE
                SYNTAX      IpdectCallEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One call."
                INDEX       { ipdectCallIndex }
                ::= { ipdectCallTable 1 }

            IpdectCallEntry ::= SEQUENCE {
                ipdectCallIndex      DectIndex,
                ipdectCallDevice     DectIndexOrZero,
                ipdectCallUser       SnmpAdminString,
                ipdectCallDirection  DectCallDirection,
                ipdectCallConnected  TruthValue,
                ipdectCallStarted    DateAndTime,
                ipdectCallEncrypted  TruthValue,
                ipdectCallHandoverTo DectIndexOrZero
            }

            ipdectCallIndex OBJECT-TYPE
                SYNTAX      DectIndex
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The call's number."
                ::= { ipdectCallEntry 1 }

            ipdectCallDevice OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Row in ipdectDeviceTable of the radio that it goes through."
                ::= { ipdectCallEntry 2 }

            ipdectCallUser OBJECT-TYPE
                SYNTAX      SnmpAdminString (SIZE (0..64))
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The handset's extension."
                ::= { ipdectCallEntry 3 }

            ipdectCallDirection OBJECT-TYPE
                SYNTAX      DectCallDirection
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Where it came from."
                ::= { ipdectCallEntry 4 }

            ipdectCallConnected OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether both sides are connected."
                ::= { ipdectCallEntry 5 }

            ipdectCallStarted OBJECT-TYPE
                SYNTAX      DateAndTime
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "When it began."
                ::= { ipdectCallEntry 6 }

            ipdectCallEncrypted OBJECT-TYPE
                SYNTAX      TruthValue
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Whether its speech is encrypted on the network."
                ::= { ipdectCallEntry 7 }

            ipdectCallHandoverTo OBJECT-TYPE
                SYNTAX      DectIndexOrZero
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Row in ipdectDeviceTable of the radio that it is moving to; 0 for
                     none."
                ::= { ipdectCallEntry 8 }

            -- Conformance

            ipdectTrafficCompliances OBJECT IDENTIFIER ::= { ipdectTrafficConformance 1 }

            ipdectTrafficGroups OBJECT IDENTIFIER ::= { ipdectTrafficConformance 2 }

            ipdectTrafficCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What an agent shows of traffic."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipdectTrafficMasterGroup,
                    ipdectTrafficRadioGroup,
                    ipdectCallGroup
                }
                ::= { ipdectTrafficCompliances 1 }

            ipdectTrafficMasterGroup OBJECT-GROUP
                OBJECTS {
                    ipdectTrafficCallsIn,
                    ipdectTrafficCallsInDelivered,
                    ipdectTrafficCallsOut,
                    ipdectTrafficHandovers,
                    ipdectTrafficHandoversCancelled,
                    ipdectTrafficAbnormalReleases,
                    ipdectTrafficBusyHourAttempts,
                    ipdectTrafficBusyHourStart,
                    ipdectTrafficCleared,
                    ipdectTrafficCalls,
                    ipdectTrafficCallsConnected,
                    ipdectTrafficCallsEncrypted,
                    ipdectTrafficCallLastChange
                }
                STATUS      current
                DESCRIPTION
                    "Traffic of the master."
                ::= { ipdectTrafficGroups 1 }

            ipdectTrafficRadioGroup OBJECT-GROUP
                OBJECTS {
                    ipdectTrafficRadioCallsIn,
                    ipdectTrafficRadioCallsOut,
                    ipdectTrafficRadioHandovers,
                    ipdectTrafficRadioHandoversCancelled,
                    ipdectTrafficRadioBusy,
                    ipdectTrafficRadioCalls,
                    ipdectTrafficRadioCallLimit
                }
                STATUS      current
                DESCRIPTION
                    "Traffic of radios."
                ::= { ipdectTrafficGroups 2 }

            ipdectCallGroup OBJECT-GROUP
                OBJECTS {
                    ipdectCallDevice,
                    ipdectCallUser,
                    ipdectCallDirection,
                    ipdectCallConnected,
                    ipdectCallStarted,
                    ipdectCallEncrypted,
                    ipdectCallHandoverTo
                }
                STATUS      current
                DESCRIPTION
                    "Calls going on."
                ::= { ipdectTrafficGroups 3 }

            END

            """#
        ),
        (
            "IPDECT-VENDOR-COMPAT-MIB",
            #"""
            IPDECT-VENDOR-COMPAT-MIB DEFINITIONS ::= BEGIN

            IMPORTS
                MODULE-IDENTITY, NOTIFICATION-TYPE, OBJECT-TYPE, Integer32, IpAddress,
                enterprises
                    FROM SNMPv2-SMI
                TEXTUAL-CONVENTION
                    FROM SNMPv2-TC
                MODULE-COMPLIANCE, NOTIFICATION-GROUP, OBJECT-GROUP
                    FROM SNMPv2-CONF
                ifIndex
                    FROM RFC1213-MIB;

            ascomIpdectMIB MODULE-IDENTITY
                LAST-UPDATED "202611230000Z"
                ORGANIZATION "ipdect-agent"
                CONTACT-INFO
                    "The ipdect-agent project. Report defects of this module
                     there, with the output of `ipdect-agent mib`."
                DESCRIPTION
                    "What the agent serves below the arc of the devices' vendor (Ascom,
                     enterprise 27614), so that managers and receivers that were set up for
                     the devices work with the agent too. This is our own description of
                     it; object identifiers and syntax are those of the devices.

                     New managers do better with IPDECT-ALARM-MIB: rows here move as their
                     index is their place in the list, addresses are IPv4 only, and a
                     notification tells a code and nothing else."
                REVISION     "202611230000Z"
                DESCRIPTION
                    "The first version."
                ::= { ascomIpdect 1 }

            ascom OBJECT IDENTIFIER ::= { enterprises 27614 }

            ascomTraps OBJECT IDENTIFIER ::= { ascom 0 }

            ascomProducts OBJECT IDENTIFIER ::= { ascom 1 }

            ascomIpdect OBJECT IDENTIFIER ::= { ascomProducts 1 }

            ipDectAttr OBJECT IDENTIFIER ::= { ascomIpdectMIB 1 }

            ipDectFaults OBJECT IDENTIFIER ::= { ascomIpdectMIB 2 }

            ipDectConformance OBJECT IDENTIFIER ::= { ascomIpdectMIB 99 }

            -- Textual conventions

            AscomFaultCode ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "The number of a fault, with the names of ipdectFaultTable and of four
                     faults that only the devices know. none(0) stands for nothing: nothing
                     happened yet, or a notification is a test."
                SYNTAX      INTEGER {
                                none(0),
                                gwInterfaceDown(65537),
                                gwRegistrationDown(65538),
                                gwProtocolError(65539),
                                usersTheLdapReplicatorIsNotConnected(196609),
                                radioCpuResourcesAreNotAvailable(196865),
                                masterStandbyActive(197121),
                                masterUserRegistrationDown(197122),
                                masterEmergencyRegistrationDown(197123),
                                masterRadioRegistrationDown(197124),
                                masterPrimaryOrRedundantTrunkIsDown(197125),
                                masterActive(197126),
                                masterInactive(197127),
                                masterLimitStaticRadiosReached(197128),
                                masterAbnormalCallRelease(197136),
                                masterLicenseLimitExceeded(197137),
                                mobmInboundMobmRegistrationDown(197377),
                                mobmOutboundMobmRegistrationDown(197378),
                                mobmMasterRegistrationDown(197379),
                                mobmStandbyActive(197380),
                                cmInboundMobmRegistrationDown(197633),
                                rtpNoMediaDataReceived(327681),
                                rtpExcessiveLossOfData(327682),
                                rtpWrongPayloadTypeReceived(327683),
                                rtpStunFailure(327684),
                                rtpSrtpAuthFailure(327685),
                                rtpSrtcpAuthFailure(327686),
                                rtpIceFailure(327688),
                                rtpDtlsFailed(327689),
                                h323UnexpectedMessageReceived(393217),
                                h323StatusEnquiry(393218),
                                h323SignalingTCPFailed(393219),
                                h323SignalingTimeout(393220),
                                h323SrtpKeyMismatch(393221),
                                h323MediaIncompatible(393222),
                                sipNatDiscoverFailure(458753),
                                sipOverloadDetected(458755),
                                sipCoderSelectionFailure(458756),
                                sipMediaConfigFailure(458757),
                                sipDnsFailed(458758),
                                sipIntMediaNegotiationFailed(458759),
                                sipDnsFailedForRegistration(458763),
                                webmInvalidUrl(524289),
                                webmCoderMissingInUrl(524290),
                                cmdRestart(720897),
                                tlsLocalUnexpectedMessage(786698),
                                tlsLocalBadMac(786708),
                                tlsLocalDecryptionFailed(786709),
                                tlsLocalRecordOverflow(786710),
                                tlsLocalDecompressionFailure(786718),
                                tlsLocalHandshakeFailure(786728),
                                tlsLocalNoCertificate(786729),
                                tlsLocalBadCertificate(786730),
                                tlsLocalUnsupportedCertificate(786731),
                                tlsLocalRevokedCertificate(786732),
                                tlsLocalExpiredCertificate(786733),
                                tlsLocalUnknownCertificate(786734),
                                tlsLocalIllegalParameter(786735),
                                tlsLocalUnknownCa(786736),
                                tlsLocalAccessDenied(786737),
                                tlsLocalDecodeError(786738),
                                tlsLocalDecryptionError(786739),
                                tlsLocalExportRestriction(786748),
                                tlsLocalProtocolVersion(786758),
                                tlsLocalInsufficientSecurity(786759),
                                tlsLocalInternalError(786768),
                                tlsLocalUserCancelled(786778),
                                tlsLocalNoRenegotiation(786788),
                                tlsPeerUnexpectedMessage(786954),
                                tlsPeerBadMac(786964),
                                tlsPeerDecryptionFailed(786965),
                                tlsPeerRecordOverflow(786966),
                                tlsPeerDecompressionFailure(786974),
                                tlsPeerHandshakeFailure(786984),
                                tlsPeerNoCertificate(786985),
                                tlsPeerBadCertificate(786986),
                                tlsPeerUnsupportedCertificate(786987),
                                tlsPeerRevokedCertificate(786988),
                                tlsPeerExpiredCertificate(786989),
                                tlsPeerUnknownCertificate(786990),
                                tlsPeerIllegalParameter(786991),
                                tlsPeerUnknownCa(786992),
                                tlsPeerAccessDenied(786993),
                                tlsPeerDecodeError(786994),
                                tlsPeerDecryptionError(786995),
                                tlsPeerExportRestriction(787004),
                                tlsPeerProtocolVersion(787014),
                                tlsPeerInsufficientSecurity(787015),
                                tlsPeerInternalError(787024),
                                tlsPeerUserCancelled(787034),
                                tlsPeerNoRenegotiation(787044),
                                kerberosServiceNotFound(787459),
                                kerberosServerUnreachable(787462),
                                kerberosCrossRealmFailure(787463),
                                x509SystemTimeNotSet(790528),
                                x509CertificateNearExpiration(790529),
                                rfpDisconnected(917505),
                                rfpMalfunctioning(917506),
                                rfpDisabled(917507),
                                rfpSwDlFailed(917508),
                                rfpUnsynchronized(917509),
                                rfpAlienSyncLost(917510),
                                rfpDetectedSysidCollision(917512),
                                rfpSyncMasterFailedToResynchronizeToReference(917513),
                                rfpRestarted(917514),
                                envHighTemperature(983041),
                                envHighPowerConsumption(983042),
                                envSupplyVoltageLow(983044),
                                envSupplyVoltageHigh(983048),
                                envFanFailure(983056),
                                syncRingBroken(1048577),
                                syncRefSignalLost(1048578),
                                syncLost(1048580),
                                syncUnsynchronizedToReference(1048584),
                                ipInterfaceDown(1114112),
                                ipInterfaceNotConfigured(1114113),
                                ipDhcpServerNotResponding(1114114),
                                ipInvalidUdpRtpPortRange(1114137),
                                ipInvalidUdpNatPortRange(1114138),
                                ipInvalidNatPortRange(1114139),
                                ipRouteWithoutInterface1c(1114140),
                                ipRouteWithoutInterface1d(1114141),
                                ipRouteWithoutInterface1e(1114142),
                                ipRouteWithoutInterface1f(1114143),
                                ipArpPoisoningDetected(1114177),
                                ipOutOfTcpNatPorts(1114182),
                                ipOutOfTcpPorts(1114183),
                                ipTcpBindError(1114185),
                                ipOutOfUdpRtpPorts(1114192),
                                ipOutOfUdpPorts(1114193),
                                ipUdpBindError(1114195),
                                ipNoRouteToDestination(1114202),
                                ipNoRouteToDestinationIfDown(1114203),
                                ipNoRouteToDestinationIfUnknown(1114204),
                                ipNoRouteToDestinationIfNotConfigured(1114205),
                                ipNoRouteToDestinationNoGateway(1114206),
                                ipNoRouteToDestinationLoop(1114207),
                                boxMemoryLow(1179649),
                                rfpBusyForSpeech(1310721),
                                dectDefEncKeyTimeout(1310821),
                                dectCipherTimeout(1310822),
                                dectMasterConnectionTimeout(1310823),
                                dectRfpiCollision(1310824),
                                sysBusyForSpeech(1376257),
                                provisioningDataError(1638401),
                                provisioningDataPutError(1638402),
                                uniteCommunicationFailure(1703937),
                                uniteWebSocketConnectionDown(1703938),
                                uniteIncompatibleHeartbeat(1703939),
                                cuniteCommunicationFailure(1704192),
                                icpConnectionDown(2097152),
                                updateScriptGetFailed(2162689),
                                bootGetFailed(2162690),
                                firmwareGetFailed(2162691),
                                configGetFailed(2162692),
                                bmcLoadFailed(2162693),
                                configPutFailed(2162694)
                            }

            AscomFaultSeverity ::= TEXTUAL-CONVENTION
                STATUS      current
                DESCRIPTION
                    "How severe a fault is. none(99) is not used by the agent."
                SYNTAX      INTEGER {
                                indeterminate(0),
                                major(1),
                                critical(2),
                                none(99)
                            }

            AscomText ::= TEXTUAL-CONVENTION
                DISPLAY-HINT "255t"
                STATUS      current
                DESCRIPTION
                    "Text in UTF-8."
                SYNTAX      OCTET STRING (SIZE (0..255))

            -- Figures

            ipDectFaultLogEntries OBJECT-TYPE
                SYNTAX      Integer32
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Rows in ipDectFaultLogTable."
                ::= { ipDectAttr 1 }

            ipDectAlarmLogEntries OBJECT-TYPE
                SYNTAX      Integer32
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Rows in ipDectActiveAlarmsTable."
                ::= { ipDectAttr 2 }

            ipDectLastErrorCode OBJECT-TYPE
                SYNTAX      AscomFaultCode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault of the last thing that happened."
                ::= { ipDectAttr 3 }

            -- What happened lately

            ipDectFaultLogTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpDectFaultLogEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "What happened lately, newest last."
                ::= { ipDectFaults 1 }

            ipDectFaultLogEntry OBJECT-TYPE
                SYNTAX      IpDectFaultLogEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One thing that happened."
                INDEX       { ipDectFaultIndex }
                ::= { ipDectFaultLogTable 1 }

            IpDectFaultLogEntry ::= SEQUENCE {
                ipDectFaultIndex       Integer32,
                ipDectFaultDate        AscomText,
                ipDectFaultTime        AscomText,
                ipDectFaultActivity    INTEGER,
                ipDectFaultCode        AscomFaultCode,
                ipDectFaultSeverity    AscomFaultSeverity,
                ipDectFaultSource      AscomText,
                ipDectFaultIp          IpAddress,
                ipDectFaultDescription AscomText
            }

            ipDectFaultIndex OBJECT-TYPE
                SYNTAX      Integer32 (0..65535)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The place in the list, from 1. The devices let it be read, and so does
                     the agent."
                ::= { ipDectFaultLogEntry 1 }

            ipDectFaultDate OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The day in UTC, such as 2026-11-23."
                ::= { ipDectFaultLogEntry 2 }

            ipDectFaultTime OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The time of day in UTC, such as 13:37:00."
                ::= { ipDectFaultLogEntry 3 }

            ipDectFaultActivity OBJECT-TYPE
                SYNTAX      INTEGER {
                                alarm(0),
                                alarmCleared(1),
                                alarmTimeout(2),
                                error(3)
                            }
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What happened."
                ::= { ipDectFaultLogEntry 4 }

            ipDectFaultCode OBJECT-TYPE
                SYNTAX      AscomFaultCode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault."
                ::= { ipDectFaultLogEntry 5 }

            ipDectFaultSeverity OBJECT-TYPE
                SYNTAX      AscomFaultSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Its severity."
                ::= { ipDectFaultLogEntry 6 }

            ipDectFaultSource OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The part of the device's software that found it."
                ::= { ipDectFaultLogEntry 7 }

            ipDectFaultIp OBJECT-TYPE
                SYNTAX      IpAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The IPv4 address of the device; 0.0.0.0 when it has none."
                ::= { ipDectFaultLogEntry 8 }

            ipDectFaultDescription OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What was found, in words."
                ::= { ipDectFaultLogEntry 9 }

            -- Alarms

            ipDectActiveAlarmsTable OBJECT-TYPE
                SYNTAX      SEQUENCE OF IpDectActiveAlarmsEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The alarms that stand, newest last."
                ::= { ipDectFaults 2 }

            ipDectActiveAlarmsEntry OBJECT-TYPE
                SYNTAX      IpDectActiveAlarmsEntry
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "One alarm."
                INDEX       { ipDectActiveAlarmsIndex }
                ::= { ipDectActiveAlarmsTable 1 }

            IpDectActiveAlarmsEntry ::= SEQUENCE {
                ipDectActiveAlarmsIndex Integer32,
                ipDectAlarmDate         AscomText,
                ipDectAlarmTime         AscomText,
                ipDectAlarmCode         AscomFaultCode,
                ipDectAlarmSeverity     AscomFaultSeverity,
                ipDectAlarmSource       AscomText,
                ipDectAlarmIp           IpAddress,
                ipDectAlarmDescription  AscomText
            }

            ipDectActiveAlarmsIndex OBJECT-TYPE
                SYNTAX      Integer32 (0..65535)
                MAX-ACCESS  not-accessible
                STATUS      current
                DESCRIPTION
                    "The place in the list, from 1. The devices let it be read, and so does
                     the agent."
                ::= { ipDectActiveAlarmsEntry 1 }

            ipDectAlarmDate OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The day in UTC when it was raised."
                ::= { ipDectActiveAlarmsEntry 2 }

            ipDectAlarmTime OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The time of day in UTC when it was raised."
                ::= { ipDectActiveAlarmsEntry 3 }

            ipDectAlarmCode OBJECT-TYPE
                SYNTAX      AscomFaultCode
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The fault."
                ::= { ipDectActiveAlarmsEntry 4 }

            ipDectAlarmSeverity OBJECT-TYPE
                SYNTAX      AscomFaultSeverity
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "Its severity."
                ::= { ipDectActiveAlarmsEntry 5 }

            ipDectAlarmSource OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The part of the device's software that found it."
                ::= { ipDectActiveAlarmsEntry 6 }

            ipDectAlarmIp OBJECT-TYPE
                SYNTAX      IpAddress
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "The IPv4 address of the device; 0.0.0.0 when it has none."
                ::= { ipDectActiveAlarmsEntry 7 }

            ipDectAlarmDescription OBJECT-TYPE
                SYNTAX      AscomText
                MAX-ACCESS  read-only
                STATUS      current
                DESCRIPTION
                    "What was found, in words."
                ::= { ipDectActiveAlarmsEntry 8 }

            -- Notifications

            -- The devices name { ascomTraps 0 } ascomColdStart. SMIv2 has no notification whose last
            -- sub-identifier is zero; the agent sends coldStart of SNMPv2-MIB instead.

            ascomWarmStart NOTIFICATION-TYPE
                STATUS      current
                DESCRIPTION
                    "The agent started with its settings unchanged."
                ::= { ascomTraps 1 }

            ascomLinkDown NOTIFICATION-TYPE
                OBJECTS     {
                    ifIndex
                }
                STATUS      current
                DESCRIPTION
                    "An interface went down."
                ::= { ascomTraps 2 }

            ascomLinkUp NOTIFICATION-TYPE
                OBJECTS     {
                    ifIndex
                }
                STATUS      current
                DESCRIPTION
                    "An interface came up."
                ::= { ascomTraps 3 }

            ascomAuthenticationFailure NOTIFICATION-TYPE
                STATUS      current
                DESCRIPTION
                    "A request carried a wrong community or failed authentication."
                ::= { ascomTraps 4 }

            ipDectSetCriticalAlarmTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An alarm of seriousness critical was raised."
                ::= { ascomTraps 11 }

            ipDectSetMajorAlarmTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An alarm of seriousness error was raised."
                ::= { ascomTraps 12 }

            ipDectSetMinorAlarmTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "Not sent: faults have no severity of this name."
                ::= { ascomTraps 13 }

            ipDectSetIndeterminateAlarmTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An alarm of seriousness warning or information was raised."
                ::= { ascomTraps 14 }

            ipDectClearAlarmTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An alarm, whatever its seriousness, is over or timed out."
                ::= { ascomTraps 15 }

            ipDectCriticalFaultTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An event of seriousness critical."
                ::= { ascomTraps 16 }

            ipDectMajorFaultTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An event of seriousness error."
                ::= { ascomTraps 17 }

            ipDectMinorFaultTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "Not sent: faults have no severity of this name."
                ::= { ascomTraps 18 }

            ipDectIndeterminateFaultTrap NOTIFICATION-TYPE
                OBJECTS     {
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "An event of seriousness warning or information; with code none(0) a
                     test."
                ::= { ascomTraps 19 }

            -- Conformance

            ipDectCompliances OBJECT IDENTIFIER ::= { ipDectConformance 1 }

            ipDectGroups OBJECT IDENTIFIER ::= { ipDectConformance 2 }

            ipDectCompliance MODULE-COMPLIANCE
                STATUS      current
                DESCRIPTION
                    "What the devices show."
                MODULE      -- this module
                MANDATORY-GROUPS {
                    ipDectAttrGroup,
                    ipDectFaultLogGroup,
                    ipDectActiveAlarmsGroup,
                    ipDectNotificationGroup
                }
                ::= { ipDectCompliances 1 }

            ipDectAttrGroup OBJECT-GROUP
                OBJECTS {
                    ipDectFaultLogEntries,
                    ipDectAlarmLogEntries,
                    ipDectLastErrorCode
                }
                STATUS      current
                DESCRIPTION
                    "Figures of the tables."
                ::= { ipDectGroups 1 }

            ipDectFaultLogGroup OBJECT-GROUP
                OBJECTS {
                    ipDectFaultDate,
                    ipDectFaultTime,
                    ipDectFaultActivity,
                    ipDectFaultCode,
                    ipDectFaultSeverity,
                    ipDectFaultSource,
                    ipDectFaultIp,
                    ipDectFaultDescription
                }
                STATUS      current
                DESCRIPTION
                    "What happened lately."
                ::= { ipDectGroups 2 }

            ipDectActiveAlarmsGroup OBJECT-GROUP
                OBJECTS {
                    ipDectAlarmDate,
                    ipDectAlarmTime,
                    ipDectAlarmCode,
                    ipDectAlarmSeverity,
                    ipDectAlarmSource,
                    ipDectAlarmIp,
                    ipDectAlarmDescription
                }
                STATUS      current
                DESCRIPTION
                    "Alarms that stand."
                ::= { ipDectGroups 3 }

            ipDectNotificationGroup NOTIFICATION-GROUP
                NOTIFICATIONS {
                    ascomWarmStart,
                    ascomLinkDown,
                    ascomLinkUp,
                    ascomAuthenticationFailure,
                    ipDectSetCriticalAlarmTrap,
                    ipDectSetMajorAlarmTrap,
                    ipDectSetMinorAlarmTrap,
                    ipDectSetIndeterminateAlarmTrap,
                    ipDectClearAlarmTrap,
                    ipDectCriticalFaultTrap,
                    ipDectMajorFaultTrap,
                    ipDectMinorFaultTrap,
                    ipDectIndeterminateFaultTrap
                }
                STATUS      current
                DESCRIPTION
                    "Notifications of the devices."
                ::= { ipDectGroups 4 }

            END

            """#
        ),
    ]
}
