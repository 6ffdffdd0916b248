using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Who may do what: by role, and by whose hands a case is in. Whether the premises lie in somebody's area is looked at before.</summary>
internal static class CaseRights
{
    /// <summary>Whether the role ever does this.</summary>
    public static bool May(Role role, CaseCommand command) => command switch
    {
        OpenFromLead c => LeadSources.Of(role).Contains(c.Lead.Source),
        AddLead c => LeadSources.Of(role).Contains(c.Lead.Source),
        UpdateLead or RecordPush or RecordQuiet or RecordExport or RecordNotice or Tick => role is Role.System,
        AttachEvidence => true,
        Regrade => role is Role.System || role.IsRegulator(),
        Confirm or MarkFalseAlarm or Assign or Verify or Dispatch or ToBrigade or ToEnforcement or AskAssist or PauseDeadline or ResumeDeadline =>
            role.IsRegulator(),
        Close or Track or StopTracking or Accept or PassOn or SendBack or ReportMajor or TakeNotice or Assist => role.IsRegulator() || role.IsGrid(),
        Rectify => role is Role.Merchant || role.IsRegulator(),
        Answer => role is Role.Platform || role.IsRegulator() || role.IsGrid(),
        AddNote => role is not Role.System,
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>Whether the case is in the role's hands, or in those it looks after.</summary>
    public static bool Has(CaseFlow flow, Role role, CaseCommand command)
    {
        if (role is Role.System or Role.Supervisor or Role.Admin
            || command is AddNote or OpenFromLead or AddLead or AttachEvidence or Assist or TakeNotice or ReportMajor)
            return true;
        // Late is better than never: a merchant may put right what has gone to others since.
        if (command is Rectify && role is Role.Merchant)
            return true;
        if (flow.Holder?.Role == role)
            return true;
        if (command is Accept or PassOn or SendBack or Answer || !role.IsDepartment())
            return false;
        // Departments look after merchants, platforms and lower offices, but not after what a higher department collected.
        return role.Rank() >= (flow.Holder?.Role.Rank() ?? 0) && role.Rank() >= (flow.Floor?.Rank() ?? 0);
    }
}
